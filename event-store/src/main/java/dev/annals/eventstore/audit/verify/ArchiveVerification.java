package dev.annals.eventstore.audit.verify;

import dev.annals.eventstore.audit.export.ArchiveDirectory;
import dev.annals.eventstore.audit.export.BadExportException;
import dev.annals.eventstore.audit.export.OpenVolume;
import dev.annals.eventstore.audit.export.Volume;
import dev.annals.eventstore.audit.note.BadNoteException;
import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.tree.FullTile;
import dev.annals.eventstore.audit.tree.GrowingTree;
import dev.annals.eventstore.audit.tree.Hash;
import dev.annals.eventstore.audit.tree.MissingTileException;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import dev.annals.eventstore.audit.verify.Verdict.Unproven;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an archive, with nothing but the archive and the public keys: each volume by its own
 * checkpoint, that each goes on where the one before ended, in the same tree, and every checkpoint
 * that was signed in between. Memory does not grow with the archive.
 */
public final class ArchiveVerification {

  private final ArchiveDirectory archive;
  private final List<VerifierKey> keys;
  private final ArchiveListener listener;
  private final LongConsumer progress;
  private final List<FullTile> unsealed = new ArrayList<>();
  private @Nullable Checkpoint latest;

  /** Roots by size, of checkpoints whose events are not all read yet. */
  private final Map<Long, Hash> promised = new HashMap<>();

  private @Nullable GrowingTree tree;
  private long sealed;

  private ArchiveVerification(
      ArchiveDirectory archive,
      List<VerifierKey> keys,
      ArchiveListener listener,
      LongConsumer progress) {
    this.archive = archive;
    this.keys = List.copyOf(keys);
    this.listener = listener;
    this.progress = progress;
  }

  /**
   * Verifies all that was archived.
   *
   * @param expectedFrom the first position that must be there; 0 to take the archive's word
   * @param expectedTo the last one that must be there; 0 to take the archive's word
   * @param listener is told what is read
   * @param progress is told each position
   */
  public static Verdict verify(
      ArchiveDirectory archive,
      List<VerifierKey> keys,
      long expectedFrom,
      long expectedTo,
      ArchiveListener listener,
      LongConsumer progress) {
    try {
      var volumes = archive.volumes();
      return volumes.isEmpty()
          ? new Unproven("There is no archive in " + archive.path())
          : new ArchiveVerification(archive, keys, listener, progress)
              .verify(volumes, expectedFrom, expectedTo);
    } catch (BadExportException | BadNoteException e) {
      return new Unproven(String.valueOf(e.getMessage()));
    } catch (DifferenceException e) {
      return e.difference();
    }
  }

  private Verdict verify(List<Volume> volumes, long expectedFrom, long expectedTo) {
    var first = expectedFrom > 0 ? expectedFrom : volumes.getFirst().from();
    var next = first;
    for (var volume : volumes) {
      require(volume.from() >= next, volume.from(), "An event is in two volumes");
      require(volume.from() == next, next, "The event is in no volume");
      verify(volume);
      next = volume.to() + 1;
    }
    require(next > expectedTo, next, "The event is in no volume");
    if (latest == null) {
      throw new IllegalStateException("There are volumes, and each has a checkpoint");
    }
    return new Intact(latest, first, next - 1, 0);
  }

  private void verify(Volume volume) {
    var file = archive.file(volume);
    if (!Files.isRegularFile(file)) {
      throw new DifferenceException(volume.from(), volume.to(), file + " is not there");
    }
    try (var open = OpenVolume.open(file)) {
      verify(volume, open);
    } catch (BadExportException e) {
      throw new DifferenceException(volume.from(), volume.to(), String.valueOf(e.getMessage()));
    } catch (MissingTileException e) {
      throw new DifferenceException(
          Math.max(volume.from(), e.tile().firstLeaf() + 1),
          Math.min(volume.to(), e.tile().endLeaf()),
          String.valueOf(e.getMessage()));
    }
    if (!archive.isAsListed(volume)) {
      throw new DifferenceException(
          volume.from(), volume.to(), file + " is not as it was listed, though its events are");
    }
    listener.endOfVolume();
  }

  private void verify(Volume volume, OpenVolume open) {
    var checkpoint = checkpoint(volume, open);
    var tiles = AuthenticTiles.of(open.export(), checkpoint.size(), checkpoint.root());
    var before = GrowingTree.of(volume.from() - 1, tiles::cut);
    var known = tree;
    if (known == null) {
      sealed = before.size();
    } else if (!known.root().equals(before.root())) {
      throw new DifferenceException(
          volume.from(), volume.to(), "The volume does not continue the one before it");
    }
    tree = before;
    var check = EventCheck.with(tiles, checkpoint.size(), volume.from());
    var reading =
        new VolumeReading(
            checkpoint.origin(), keys, before, open.notes(), sealed, unsealed, listener);
    try {
      open.export()
          .events(
              event -> {
                require(
                    event.position() <= volume.to(), event.position(), "It is not of its volume");
                reading.add(event, check.check(event));
                requireAsPromised(volume, event.position(), before);
                progress.accept(event.position());
              });
    } catch (BadExportException e) {
      throw new DifferenceException(check.next(), String.valueOf(e.getMessage()));
    }
    check.end(volume.to());
    sealed = reading.end();
  }

  private Checkpoint checkpoint(Volume volume, OpenVolume open) {
    var checkpoint = Checkpoint.verified(open.export().checkpoint(), keys);
    var former = latest;
    require(
        checkpoint.size() >= volume.to(),
        checkpoint.size() + 1,
        "The event is beyond the checkpoint");
    if (former != null && !former.origin().equals(checkpoint.origin())) {
      throw new DifferenceException(
          volume.from(), volume.to(), "The volume is of another log: " + checkpoint.origin());
    }
    requireNotLess(volume, former, checkpoint);
    promised.put(checkpoint.size(), checkpoint.root());
    latest = checkpoint;
    return checkpoint;
  }

  private static void requireNotLess(
      Volume volume, @Nullable Checkpoint former, Checkpoint checkpoint) {
    if (former != null
        && (checkpoint.size() < former.size()
            || (checkpoint.size() == former.size() && !checkpoint.root().equals(former.root())))) {
      throw new DifferenceException(
          volume.from(), volume.to(), "Its checkpoint contradicts the one of the volume before it");
    }
  }

  /** A volume's checkpoint may be of events that later volumes have. */
  private void requireAsPromised(Volume volume, long position, GrowingTree grown) {
    var root = promised.remove(position);
    if (root != null && !root.equals(grown.root())) {
      throw new DifferenceException(
          volume.from(),
          position,
          "A checkpoint of %d events is of another log".formatted(position));
    }
  }

  private static void require(boolean holds, long position, String otherwise) {
    if (!holds) {
      throw new DifferenceException(position, otherwise);
    }
  }
}
