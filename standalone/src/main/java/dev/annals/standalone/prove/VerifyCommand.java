package dev.annals.standalone.prove;

import dev.annals.eventstore.audit.export.ArchiveDirectory;
import dev.annals.eventstore.audit.export.ExportDirectory;
import dev.annals.eventstore.audit.verify.ArchiveListener;
import dev.annals.eventstore.audit.verify.ArchiveVerification;
import dev.annals.eventstore.audit.verify.DatabaseVerification;
import dev.annals.eventstore.audit.verify.ExportVerification;
import dev.annals.eventstore.audit.verify.Verdict;
import dev.annals.eventstore.log.EventLogException;
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

  @Option(names = "--from", paramLabel = "N", description = "The first position it must have.")
  private long from;

  @Option(names = "--to", paramLabel = "N", description = "The last position it must have.")
  private long to;

  @Override
  public Integer call() {
    try {
      return VerdictLines.of(command().commandLine()).tell("Intact", verify());
    } catch (CannotProveException | EventLogException e) {
      return VerdictLines.of(command().commandLine()).unknown(String.valueOf(e.getMessage()));
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
        return DatabaseVerification.verify(log, trusted, pulse);
      }
    } finally {
      pulse.end();
    }
  }

  private CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    return spec;
  }
}
