package dev.annals.eventstore.audit.verify;

import dev.annals.eventstore.audit.note.BadNoteException;
import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.SignedNote;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.seal.SealSettings;
import dev.annals.eventstore.audit.seal.SealStep;
import dev.annals.eventstore.audit.tree.FullTile;
import dev.annals.eventstore.audit.tree.GrowingTree;
import dev.annals.eventstore.audit.tree.Hash;
import dev.annals.eventstore.log.StoredEvent;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Grows the tree again by a volume's events, and compares it with each checkpoint on the way. */
final class VolumeReading {

  private final String origin;
  private final List<VerifierKey> keys;
  private final GrowingTree tree;
  private final Iterator<String> notes;
  private final ArchiveListener listener;
  private final List<FullTile> tiles;
  private @Nullable String note;
  private @Nullable Checkpoint next;
  private long sealed;

  /**
   * @param sealed the size of the checkpoint before the first of {@code notes}
   * @param tiles that became full since; those that no checkpoint is of are left in there
   */
  VolumeReading(
      String origin,
      List<VerifierKey> keys,
      GrowingTree tree,
      List<String> notes,
      long sealed,
      List<FullTile> tiles,
      ArchiveListener listener) {
    this.origin = origin;
    this.keys = keys;
    this.tree = tree;
    this.notes = notes.iterator();
    this.sealed = sealed;
    this.tiles = tiles;
    this.listener = listener;
    advance();
  }

  void add(StoredEvent event, Hash hash) {
    tree.add(hash, tiles::add);
    listener.event(event);
    if (tree.size() - sealed > SealSettings.STEP_LIMIT) {
      throw different(tree.size(), "A checkpoint of these events is missing");
    }
    if (next != null && note != null && next.size() == tree.size()) {
      seal(next, note);
      advance();
    }
  }

  private void seal(Checkpoint checkpoint, String signed) {
    if (!checkpoint.root().equals(tree.root())) {
      throw different(checkpoint.size(), "A checkpoint is not of the events that were sealed");
    }
    listener.seal(
        new SealStep(
            sealed,
            new Seal(checkpoint.size(), checkpoint.root(), signed),
            tree.lastLeaves(checkpoint.size() - sealed),
            List.copyOf(tiles),
            List.copyOf(SignedNote.parse(signed).signers(keys))));
    tiles.clear();
    sealed = checkpoint.size();
  }

  private void advance() {
    next = null;
    if (!notes.hasNext()) {
      return;
    }
    try {
      note = notes.next();
      next = Checkpoint.verified(note, keys);
    } catch (BadNoteException e) {
      throw different(tree.size() + 1, "A checkpoint does not count: " + e.getMessage());
    }
    if (!next.origin().equals(origin) || next.size() <= tree.size()) {
      throw different(next.size(), "A checkpoint is out of place: " + next);
    }
  }

  private DifferenceException different(long through, String what) {
    return new DifferenceException(sealed + 1, Math.max(sealed + 1, through), what);
  }

  /**
   * There are no more events.
   *
   * @return the size of the last checkpoint
   */
  long end() {
    if (next != null) {
      throw different(next.size(), "A checkpoint is of events that the volume does not have");
    }
    return sealed;
  }
}
