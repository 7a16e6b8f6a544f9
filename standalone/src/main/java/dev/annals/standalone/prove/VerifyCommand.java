package dev.annals.standalone.prove;

import dev.annals.eventstore.audit.export.ExportDirectory;
import dev.annals.eventstore.audit.verify.DatabaseVerification;
import dev.annals.eventstore.audit.verify.ExportVerification;
import dev.annals.eventstore.audit.verify.Verdict;
import dev.annals.eventstore.audit.verify.Verdict.Different;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import dev.annals.eventstore.audit.verify.Verdict.Unproven;
import dev.annals.eventstore.log.EventLogException;
import java.io.PrintWriter;
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
            + " an export and with nothing else.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:Every event is the one that was signed.",
      "1:Something differs; the first position is named.",
      "2:It could not be found out."
    })
public final class VerifyCommand implements Callable<Integer> {

  private static final int DIFFERENT = 1;
  private static final int UNKNOWN = 2;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private LogDatabase database = new LogDatabase();
  @Mixin private TrustedKeys keys = new TrustedKeys();

  @Option(names = "--export", paramLabel = "DIR", description = "An export instead of a database.")
  private @Nullable Path export;

  @Option(names = "--from", paramLabel = "N", description = "The first position it must have.")
  private long from;

  @Option(names = "--to", paramLabel = "N", description = "The last position it must have.")
  private long to;

  @Override
  public Integer call() {
    try {
      return tell(verify());
    } catch (CannotProveException | EventLogException e) {
      say(err(), "annals: " + e.getMessage());
      return UNKNOWN;
    }
  }

  private Verdict verify() {
    var pulse = new Pulse(err());
    try {
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

  private int tell(Verdict verdict) {
    return switch (verdict) {
      case Intact intact -> {
        var checkpoint = intact.checkpoint();
        say(out(), "Intact: positions %d to %d".formatted(intact.from(), intact.through()));
        say(out(), "log     " + checkpoint.origin());
        say(out(), "size    " + checkpoint.size());
        say(out(), "root    " + checkpoint.root().toBase64());
        if (intact.unsealed() > 0) {
          say(out(), "not sealed yet: %d events after it".formatted(intact.unsealed()));
        }
        yield 0;
      }
      case Different(var position, var through, var what) -> {
        var where =
            position == through
                ? "position %d".formatted(position)
                : "one of the positions %d to %d".formatted(position, through);
        say(out(), "DIFFERENT at %s: %s".formatted(where, what));
        yield DIFFERENT;
      }
      case Unproven(var why) -> {
        say(err(), "annals: nothing is proven: " + why);
        yield UNKNOWN;
      }
    };
  }

  private static void say(PrintWriter writer, String line) {
    writer.println(line);
    writer.flush();
  }

  private PrintWriter out() {
    return command().commandLine().getOut();
  }

  private PrintWriter err() {
    return command().commandLine().getErr();
  }

  private CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    return spec;
  }
}
