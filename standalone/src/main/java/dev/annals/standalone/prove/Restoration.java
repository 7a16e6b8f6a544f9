package dev.annals.standalone.prove;

import dev.annals.eventstore.audit.archive.LogRestore;
import dev.annals.eventstore.audit.export.ArchiveDirectory;
import dev.annals.eventstore.audit.export.BadExportException;
import dev.annals.eventstore.audit.postgres.PostgresRestore;
import dev.annals.eventstore.audit.seal.CheckpointSigner;
import dev.annals.eventstore.audit.seal.RefusedToSignException;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.postgres.LogConnection;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is restored, and the work itself. */
public final class Restoration {

  @Mixin private TrustedKeys keys = new TrustedKeys();

  @Option(
      names = "--archive",
      paramLabel = "DIR",
      required = true,
      description = "What 'annals archive' wrote; from the first position on.")
  private Path archive = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "N",
      description = "The last position the archive must have. Default: whatever it has.")
  private long to;

  @Option(
      names = "--events-only",
      description =
          "Leaves out the seals. The log is sealed anew from its first event, and needs another name"
              + " and another key file than before.")
  private boolean eventsOnly;

  /**
   * Restores to a log, or says why not.
   *
   * @param owner of a log's schema, which is migrated and empty
   * @param keyFiles with which the log will be sealed; empty if that is not to be known here
   * @return the exit code
   */
  public int to(LogConnection owner, List<Path> keyFiles, CommandLine line) {
    var lines = VerdictLines.of(line);
    var pulse = new Pulse(line.getErr());
    var directory = new ArchiveDirectory(archive);
    try (var session = PostgresRestore.open(owner)) {
      var trusted = keys.all(null);
      for (var keyFile : eventsOnly ? List.<Path>of() : keyFiles) {
        CheckpointSigner.open(keyFile, null, new SecureRandom())
            .requireContinues(directory.newestCheckpoint());
      }
      var verdict = LogRestore.restore(directory, trusted, to, !eventsOnly, session, pulse);
      pulse.end();
      var exitCode = lines.tell("Restored", verdict);
      if (verdict instanceof Intact) {
        lines.note(
            "the keys of data subjects are not in an archive: bring the key store and its"
                + " key-encryption key along before anything is started, or what is personal cannot be read");
      }
      if (verdict instanceof Intact && keyFiles.isEmpty() && !eventsOnly) {
        lines.note(
            "before anything is started, put the log's key file in its place, with its .last: without"
                + " it nothing is sealed");
      }
      return exitCode;
    } catch (CannotProveException
        | BadExportException
        | RefusedToSignException
        | EventLogException e) {
      return lines.unknown(String.valueOf(e.getMessage()));
    }
  }
}
