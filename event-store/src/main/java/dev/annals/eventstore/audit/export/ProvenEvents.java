package dev.annals.eventstore.audit.export;

import dev.annals.eventstore.audit.leaf.LeafEncoding;
import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.SignedNote;
import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.tree.Hash;
import dev.annals.eventstore.audit.tree.TreeTiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Some events anywhere in the log, and one proof that all of them are in the tree of one
 * checkpoint: what has to be handed over with a document that is about these events.
 *
 * @param events in order
 * @param proof as {@link TreeTiles#inclusion(NavigableSet)} tells
 */
public record ProvenEvents(Seal seal, List<Proven> events, List<Hash> proof) {

  /**
   * An event.
   *
   * @param line as in an export
   */
  public record Proven(long position, String line, Hash leafHash) {}

  public ProvenEvents {
    events = List.copyOf(events);
    proof = List.copyOf(proof);
  }

  /**
   * Collects the events.
   *
   * @param seal whose checkpoint is to prove them
   * @param positions within the seal's tree; at least one. What they are is held in memory
   * @throws NotAsSealedException if one is not there, or is not the one that was sealed
   */
  public static ProvenEvents of(SealedLog log, Seal seal, NavigableSet<Long> positions) {
    var source = "/" + Checkpoint.of(SignedNote.parse(seal.note())).origin();
    var tree = new TreeTiles(log, seal.size());
    var encoding = new LeafEncoding();
    var events = new ArrayList<Proven>(positions.size());
    for (var run : runs(positions)) {
      log.read(
          run.first() - 1,
          run.last(),
          event -> {
            var hash = encoding.hash(event);
            if (!hash.equals(tree.leaf(event.position() - 1))) {
              throw new NotAsSealedException(event.position());
            }
            var line = new String(EventLine.write(event, source), StandardCharsets.UTF_8);
            events.add(new Proven(event.position(), line, hash));
          });
    }
    requireAll(positions, events);
    var leaves = new TreeSet<Long>();
    positions.forEach(position -> leaves.add(position - 1));
    return new ProvenEvents(seal, events, tree.inclusion(leaves));
  }

  private static void requireAll(NavigableSet<Long> positions, List<Proven> events) {
    var missing = new TreeSet<>(positions);
    events.forEach(event -> missing.remove(event.position()));
    if (!missing.isEmpty()) {
      throw new NotAsSealedException(missing.first());
    }
  }

  private record Run(long first, long last) {}

  /** Neighbours are read together. */
  private static List<Run> runs(NavigableSet<Long> positions) {
    var runs = new ArrayList<Run>();
    for (var position : positions) {
      var last = runs.isEmpty() ? null : runs.getLast();
      if (last != null && last.last() == position - 1) {
        runs.set(runs.size() - 1, new Run(last.first(), position));
      } else {
        runs.add(new Run(position, position));
      }
    }
    return runs;
  }
}
