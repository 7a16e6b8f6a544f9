package dev.annals.standalone.prove;

import dev.annals.eventstore.audit.export.ArchiveDirectory;
import dev.annals.eventstore.audit.export.ExportDirectory;
import dev.annals.eventstore.audit.verify.ArchiveListener;
import dev.annals.eventstore.audit.verify.ArchiveVerification;
import dev.annals.eventstore.audit.verify.DatabaseVerification;
import dev.annals.eventstore.audit.verify.ExportVerification;
import dev.annals.eventstore.audit.verify.Verdict;
import dev.annals.eventstore.log.EventLogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code annals verify}: whether every event is still the one that was signed. */
@Command(
    name = "verify",
    description =
        "Recomputes the sealed log and compares it with what was signed: from the database, or from"
            + " an export or an archive and with nothing else.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:Every event is the one that was signed.",
      "1:Something differs; the first position is named.",
      "2:It could not be found out."
    })
public final class VerifyCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private LogDatabase database = new LogDatabase();
  @Mixin private TrustedKeys keys = new TrustedKeys();

  @Option(names = "--export", paramLabel = "DIR", description = "An export instead of a database.")
  private @Nullable Path export;

  @Option(
      names = "--archive",
      paramLabel = "DIR",
      description = "An archive instead of a database.")
  private @Nullable Path archive;

  @Option(
      names = "--from",
      paramLabel = "N",
      description =
          "The first position that an export or an archive must have. Default: whichever it has.")
  private long from;

  @Option(
      names = "--to",
      paramLabel = "N",
      description = "The last position it must have. Default: whichever it has.")
  private long to;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "A checkpoint of this log that was kept elsewhere. Without one, nobody can tell that the"
              + " newest events are gone together with their seals. For a database.")
  private @Nullable Path kept;

  @Override
  public Integer call() {
    try {
      requireSense();
      return VerdictLines.of(command().commandLine()).tell("Intact", verify());
    } catch (CannotProveException | EventLogException e) {
      return VerdictLines.of(command().commandLine()).unknown(String.valueOf(e.getMessage()));
    }
  }

  private void requireSense() {
    var isDatabase = export == null && archive == null;
    require(export == null || archive == null, "--export or --archive, but not both");
    require(isDatabase || kept == null, "--checkpoint is compared with a database");
    require(!isDatabase || from <= 1, "a database is verified from its first event on");
    require(
        from >= 0 && to >= 0 && (to == 0 || from <= to),
        "there are no positions %d to %d".formatted(from, to));
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw new CannotProveException(otherwise, null);
    }
  }

  private Verdict verify() {
    var pulse = new Pulse(command().commandLine().getErr());
    try {
      if (archive != null) {
        return ArchiveVerification.verify(
            new ArchiveDirectory(archive), keys.all(null), from, to, ArchiveListener.NONE, pulse);
      }
      if (export != null) {
        return ExportVerification.verify(
            new ExportDirectory(export), keys.all(null), from, to, pulse);
      }
      var trusted = keys.all(database.isDirectory() ? database.publicKeys() : null);
      try (var log = database.open()) {
        return through(DatabaseVerification.verify(log, trusted, kept(), pulse));
      }
    } finally {
      pulse.end();
    }
  }

  private @Nullable String kept() {
    try {
      return kept == null ? null : Files.readString(kept);
    } catch (IOException e) {
      throw new CannotProveException("cannot read the checkpoint in " + kept, e);
    }
  }

  private Verdict through(Verdict found) {
    return found instanceof Verdict.Intact intact && intact.through() < to
        ? new Verdict.Unproven("Only %d events are sealed".formatted(intact.through()))
        : found;
  }

  private CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    return spec;
  }
}
