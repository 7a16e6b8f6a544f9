package dev.annals.eventstore.audit.archive;

import dev.annals.eventstore.audit.export.ArchiveDirectory;
import dev.annals.eventstore.audit.export.BadExportException;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.seal.SealStep;
import dev.annals.eventstore.audit.verify.ArchiveListener;
import dev.annals.eventstore.audit.verify.ArchiveVerification;
import dev.annals.eventstore.audit.verify.Verdict;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import dev.annals.eventstore.audit.verify.Verdict.Unproven;
import dev.annals.eventstore.log.StoredEvent;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Makes a log of an archive again, in one transaction and in one pass that verifies what it writes:
 * the log is all that the archive says, or as empty as before. Memory does not grow with it.
 */
public final class LogRestore {

  private LogRestore() {}

  /**
   * Restores all events and, unless they are to be sealed anew, the seals.
   *
   * @param keys the public keys to trust
   * @param to the last position the archive must have; 0 to take its word
   * @param seals whether the log goes on under its name, so that nothing may be lost that was
   *     signed
   * @param progress is told each position
   * @return {@link Intact} if it was restored; anything else, and the log is as it was
   * @throws BadExportException if the log is not empty, or cannot go on where the archive ends
   */
  public static Verdict restore(
      ArchiveDirectory archive,
      List<VerifierKey> keys,
      long to,
      boolean seals,
      RestoreSession session,
      LongConsumer progress) {
    if (!session.takeEmptyLog()) {
      throw new BadExportException(
          "The log is not empty, and only an empty one can be restored to");
    }
    var listener = seals ? session : withoutSeals(session);
    var verdict = ArchiveVerification.verify(archive, keys, 1, to, listener, progress);
    if (!(verdict instanceof Intact intact)) {
      return verdict;
    }
    var signed = intact.checkpoint().size();
    if (seals && signed > intact.through()) {
      return new Unproven(
          "The archive ends at %d, and %d events were signed: whatever came next would contradict that"
              .formatted(intact.through(), signed));
    }
    session.commit();
    return intact;
  }

  private static ArchiveListener withoutSeals(RestoreSession session) {
    return new ArchiveListener() {
      @Override
      public void event(StoredEvent event) {
        session.event(event);
      }

      @Override
      public void seal(SealStep step) {
        // The log gets another name, and is sealed under it from the first event on.
      }

      @Override
      public void endOfVolume() {
        session.endOfVolume();
      }
    };
  }
}
