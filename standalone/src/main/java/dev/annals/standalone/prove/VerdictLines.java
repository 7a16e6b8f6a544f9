package dev.annals.standalone.prove;

import dev.annals.eventstore.audit.verify.Verdict;
import dev.annals.eventstore.audit.verify.Verdict.Different;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import dev.annals.eventstore.audit.verify.Verdict.Unproven;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Tells a verdict to a person, and to a script by the exit code. */
record VerdictLines(PrintWriter out, PrintWriter err) {

  private static final int DIFFERENT = 1;
  private static final int UNKNOWN = 2;

  static VerdictLines of(CommandLine line) {
    return new VerdictLines(line.getOut(), line.getErr());
  }

  /**
   * Tells it.
   *
   * @param done what to call the positions that are as they were signed
   */
  int tell(String done, Verdict verdict) {
    return switch (verdict) {
      case Intact intact -> {
        var checkpoint = intact.checkpoint();
        say(out, "%s: positions %d to %d".formatted(done, intact.from(), intact.through()));
        say(out, "log     " + checkpoint.origin());
        say(out, "size    " + checkpoint.size());
        say(out, "root    " + checkpoint.root().toBase64());
        if (intact.unsealed() > 0) {
          say(out, "not sealed yet: %d events after it".formatted(intact.unsealed()));
        }
        yield 0;
      }
      case Different(var position, var through, var what) -> {
        var where =
            position == through
                ? "position %d".formatted(position)
                : "one of the positions %d to %d".formatted(position, through);
        say(out, "DIFFERENT at %s: %s".formatted(where, what));
        yield DIFFERENT;
      }
      case Unproven(var why) -> unknown("nothing is proven: " + why);
    };
  }

  /** Tells why there is none. */
  int unknown(String why) {
    say(err, "annals: " + why);
    return UNKNOWN;
  }

  /** A line for the person. */
  void note(String line) {
    say(err, "annals: " + line);
  }

  private static void say(PrintWriter writer, String line) {
    writer.println(line);
    writer.flush();
  }
}
