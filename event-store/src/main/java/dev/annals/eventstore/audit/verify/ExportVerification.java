package dev.annals.eventstore.audit.verify;

import dev.annals.eventstore.audit.export.BadExportException;
import dev.annals.eventstore.audit.export.ExportDirectory;
import dev.annals.eventstore.audit.note.BadNoteException;
import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.tree.MissingTileException;
import dev.annals.eventstore.audit.verify.Verdict.Different;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import dev.annals.eventstore.audit.verify.Verdict.Unproven;
import dev.annals.eventstore.log.StoredEvent;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Verifies an export, with nothing but the export and the public keys. */
public final class ExportVerification {

  private final Checkpoint checkpoint;
  private final AuthenticTiles tiles;
  private final LongConsumer progress;
  private @Nullable EventCheck check;
  private long first;

  private ExportVerification(Checkpoint checkpoint, AuthenticTiles tiles, LongConsumer progress) {
    this.checkpoint = checkpoint;
    this.tiles = tiles;
    this.progress = progress;
  }

  /**
   * Verifies all that was exported.
   *
   * @param expectedFrom the first position that must be there; 0 to take the export's word
   * @param expectedTo the last one that must be there; 0 to take the export's word
   */
  public static Verdict verify(
      ExportDirectory export,
      List<VerifierKey> keys,
      long expectedFrom,
      long expectedTo,
      LongConsumer progress) {
    try {
      var checkpoint = Checkpoint.verified(export.checkpoint(), keys);
      var tiles = AuthenticTiles.of(export, checkpoint.size(), checkpoint.root());
      return new ExportVerification(checkpoint, tiles, progress)
          .verify(export, expectedFrom, expectedTo);
    } catch (BadNoteException | BadExportException e) {
      return new Unproven(String.valueOf(e.getMessage()));
    } catch (MissingTileException e) {
      return new Different(
          e.tile().firstLeaf() + 1, e.tile().endLeaf(), String.valueOf(e.getMessage()));
    }
  }

  private Verdict verify(ExportDirectory export, long expectedFrom, long expectedTo) {
    first = expectedFrom;
    try {
      export.events(this::look);
      if (check == null) {
        return new Unproven("The export has no event");
      }
      check.end(Math.max(expectedTo, check.next() - 1));
      return new Intact(checkpoint, first, check.next() - 1, 0);
    } catch (DifferenceException e) {
      return e.difference();
    } catch (BadExportException e) {
      var position = check == null ? Math.max(1, first) : check.next();
      return new Different(position, position, String.valueOf(e.getMessage()));
    }
  }

  private void look(StoredEvent event) {
    var known = check;
    if (known == null) {
      first = first == 0 ? event.position() : first;
      if (first < 1) {
        throw new DifferenceException(first, "An event stands where none belongs");
      }
      known = EventCheck.with(tiles, checkpoint.size(), first);
      check = known;
    }
    if (event.position() > checkpoint.size()) {
      throw new DifferenceException(event.position(), "The event is beyond the checkpoint");
    }
    known.check(event);
    progress.accept(event.position());
  }
}
