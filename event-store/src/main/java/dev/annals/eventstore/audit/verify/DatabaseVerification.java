package dev.annals.eventstore.audit.verify;

import dev.annals.eventstore.audit.note.BadNoteException;
import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.tree.GrowingTree;
import dev.annals.eventstore.audit.tree.MissingTileException;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import dev.annals.eventstore.audit.verify.Verdict.Unproven;
import dev.annals.eventstore.log.MalformedEventException;
import dev.annals.eventstore.log.StoredEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes over a log in a database once: each event is compared with its leaf in the tiles, which the
 * newest checkpoint vouches for, and the tree is built again and compared with every checkpoint
 * there is. If somebody changed the tiles along with an event, the checkpoints still tell between
 * which two it happened. Memory does not grow with the log.
 */
public final class DatabaseVerification {

  private static final int SEALS_PAGE = 1_000;
  private static final int PAGE_EVENTS = 65_536;
  private static final long NO_EVENT_YET = 0;

  /** Before every position that somebody may have made up. */
  private static final long BEFORE_ALL = -(1L << 62);

  private final SealedLog log;
  private final List<VerifierKey> keys;
  private final @Nullable Checkpoint kept;
  private final LongConsumer progress;
  private final Deque<Seal> seals = new ArrayDeque<>();
  private final GrowingTree tree =
      GrowingTree.of(
          NO_EVENT_YET,
          tile -> {
            throw new MissingTileException(tile, "is of an empty tree");
          });
  private long proven;

  private DatabaseVerification(
      SealedLog log, List<VerifierKey> keys, @Nullable Checkpoint kept, LongConsumer progress) {
    this.log = log;
    this.keys = List.copyOf(keys);
    this.kept = kept;
    this.progress = progress;
  }

  /**
   * Verifies all there is.
   *
   * @param keys the public keys to trust
   * @param kept the note of an earlier checkpoint, which somebody has kept elsewhere; null if there
   *     is none. Only that can tell that the newest events are gone together with their seals
   * @param progress is told each position
   */
  public static Verdict verify(
      SealedLog log, List<VerifierKey> keys, @Nullable String kept, LongConsumer progress) {
    try {
      var earlier = kept == null ? null : Checkpoint.verified(kept, keys);
      var newest = log.newest();
      if (newest.isEmpty()) {
        return earlier == null ? new Unproven("Nothing is sealed yet") : gone(0, earlier);
      }
      if (earlier != null && earlier.size() > newest.get().size()) {
        return gone(newest.get().size(), earlier);
      }
      return new DatabaseVerification(log, keys, earlier, progress).verify(newest.get());
    } catch (BadNoteException e) {
      return new Unproven("The checkpoint that was kept does not count: " + e.getMessage());
    }
  }

  /** As above, with no checkpoint that was kept. */
  public static Verdict verify(SealedLog log, List<VerifierKey> keys, LongConsumer progress) {
    return verify(log, keys, null, progress);
  }

  private static Verdict gone(long sealed, Checkpoint kept) {
    return new Verdict.Different(
        sealed + 1,
        kept.size(),
        "%d events were sealed, and only %d are any more".formatted(kept.size(), sealed));
  }

  private Verdict verify(Seal newest) {
    var check = check(newest);
    try {
      goOver(check, newest.size());
      check.end(newest.size());
      var signed = Checkpoint.verified(newest.note(), keys);
      return new Intact(signed, 1, newest.size(), check.next() - 1 - newest.size());
    } catch (DifferenceException e) {
      return e.difference();
    } catch (MalformedEventException e) {
      return new Verdict.Different(e.position(), e.position(), String.valueOf(e.getMessage()));
    } catch (BadNoteException e) {
      return new Unproven(String.valueOf(e.getMessage()));
    }
  }

  /** In pages, so that no statement takes long; an empty one is the end. */
  private void goOver(EventCheck check, long sealed) {
    var after = BEFORE_ALL;
    long before;
    do {
      before = check.next();
      var through = before + PAGE_EVENTS - 1;
      log.read(after, through, event -> look(event, check, sealed));
      after = through;
    } while (check.next() > before);
  }

  /** If the newest checkpoint does not vouch for the tiles, those before it may tell more. */
  private EventCheck check(Seal newest) {
    try {
      var signed = Checkpoint.verified(newest.note(), keys);
      var tiles = AuthenticTiles.of(log, signed.size(), signed.root());
      return EventCheck.with(tiles, newest.size(), 1);
    } catch (BadNoteException _) {
      return EventCheck.without(newest.size());
    } catch (MissingTileException e) {
      return EventCheck.without(e, newest.size());
    }
  }

  private void look(StoredEvent event, EventCheck check, long sealed) {
    var hash = check.check(event);
    progress.accept(event.position());
    if (tree.size() >= sealed) {
      return;
    }
    tree.add(hash, _ -> {});
    if (kept != null && kept.size() == tree.size() && !kept.root().equals(tree.root())) {
      throw new DifferenceException(
          1, kept.size(), "The log is not the one whose checkpoint was kept");
    }
    var seal = nextSeal();
    if (seal != null && seal.size() == tree.size()) {
      seals.removeFirst();
      compare(seal);
      proven = seal.size();
    }
  }

  private @Nullable Seal nextSeal() {
    if (seals.isEmpty()) {
      seals.addAll(log.sealsAfter(proven, SEALS_PAGE));
    }
    return seals.peekFirst();
  }

  private void compare(Seal seal) {
    var root = tree.root();
    var signed = signed(seal);
    if (!signed.root().equals(root) || signed.size() != seal.size()) {
      throw new DifferenceException(
          proven + 1,
          seal.size(),
          "An event is not the one that was sealed, and its tile was changed with it");
    }
    if (!seal.root().equals(root)) {
      throw new DifferenceException(
          proven + 1, seal.size(), "The seal of %d events was changed".formatted(seal.size()));
    }
  }

  private Checkpoint signed(Seal seal) {
    try {
      return Checkpoint.verified(seal.note(), keys);
    } catch (BadNoteException e) {
      throw new DifferenceException(
          proven + 1,
          seal.size(),
          "The checkpoint of %d events does not count: %s".formatted(seal.size(), e.getMessage()));
    }
  }
}
