package dev.annals.torture.seal;

import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.tree.Hash;
import dev.annals.eventstore.audit.tree.ProofCheck;
import dev.annals.eventstore.audit.tree.Tile;
import dev.annals.eventstore.audit.tree.TileHashes;
import dev.annals.eventstore.audit.tree.TileSource;
import dev.annals.eventstore.audit.tree.TreeTiles;
import dev.annals.eventstore.audit.verify.DatabaseVerification;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What the campaign found.
 *
 * @param events in the log
 * @param signed checkpoints of different sizes that anybody can have seen
 * @param stored of them, in the database
 * @param proofs of consistency that were checked, each from one checkpoint to the next
 */
record SealVerdict(long events, int signed, int stored, int proofs, List<String> violations) {

  private static final int PAGE = 1_000;

  static SealVerdict of(SealedLog log, Notes notes, Path keyFile, long head) throws IOException {
    var keys = keys(keyFile);
    var stored = stored(log, notes);
    var violations = new ArrayList<>(notes.violations(keys));
    var newest = log.newest().map(Seal::size).orElse(0L);
    if (newest != head) {
      violations.add("%d events are sealed, and there are %d".formatted(newest, head));
    }
    var verdict = DatabaseVerification.verify(log, keys, _ -> {});
    if (!(verdict instanceof Intact)) {
      violations.add("the log is not intact: " + verdict);
    }
    var proofs = compare(notes.roots(), log, newest, violations);
    return new SealVerdict(head, notes.roots().size(), stored, proofs, violations);
  }

  private static List<VerifierKey> keys(Path keyFile) throws IOException {
    try (var lines = Files.lines(keyFile.resolveSibling(keyFile.getFileName() + ".pub"))) {
      return lines.filter(line -> !line.startsWith("#")).map(VerifierKey::parse).toList();
    }
  }

  private static int stored(SealedLog log, Notes notes) {
    var count = 0;
    for (var page = log.sealsAfter(0, PAGE); !page.isEmpty(); ) {
      page.forEach(seal -> notes.add(seal.note()));
      count += page.size();
      page = log.sealsAfter(page.getLast().size(), PAGE);
    }
    return count;
  }

  /** Each with the log as it is now, and each with the one before it. */
  private static int compare(
      SortedMap<Long, Hash> roots, SealedLog log, long newest, List<String> violations) {
    var tiles = remembering(log);
    var now = new TreeTiles(tiles, newest);
    var check = new ProofCheck();
    var proofs = 0;
    Map.Entry<Long, Hash> former = null;
    for (var each : roots.headMap(newest + 1).entrySet()) {
      var size = each.getKey();
      if (!now.rootOf(size).equals(each.getValue())) {
        violations.add("the checkpoint of %d events is not of this log".formatted(size));
      }
      if (former != null) {
        var smaller = former.getKey();
        var proof = new TreeTiles(tiles, size).consistency(smaller);
        proofs++;
        if (!check.consistency(smaller, size, former.getValue(), each.getValue(), proof)) {
          violations.add("checkpoints of %d and %d events contradict".formatted(smaller, size));
        }
      }
      former = each;
    }
    var beyond = roots.tailMap(newest + 1).size();
    if (beyond > 0) {
      violations.add("%d checkpoints are of events that the log does not have".formatted(beyond));
    }
    return proofs;
  }

  private static TileSource remembering(SealedLog log) {
    Map<Tile, TileHashes> full = new HashMap<>();
    return tile -> tile.isPartial() ? log.read(tile) : full.computeIfAbsent(tile, log::read);
  }
}
