package dev.annals.standalone.prove;

import dev.annals.eventstore.audit.export.BadExportException;
import dev.annals.eventstore.audit.export.LogExport;
import dev.annals.eventstore.audit.tree.MissingTileException;
import dev.annals.eventstore.log.EventLogException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code annals export}: a range of the log in files, with its proof. */
@Command(
    name = "export",
    description =
        "Writes events as CloudEvents, one a line, with the checkpoint and the tiles that prove them.",
    mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {

  private static final int FAILED = 2;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private LogDatabase database = new LogDatabase();

  @Option(names = "--from", paramLabel = "N", description = "Default: the first position.")
  private long from = 1;

  @Option(names = "--to", paramLabel = "N", description = "Default: the last one that is sealed.")
  private long to = Long.MAX_VALUE;

  @Parameters(paramLabel = "DIR", description = "Where to; must be empty, or not there yet.")
  private Path directory = Path.of("");

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    var line = spec.commandLine();
    var pulse = new Pulse(line.getErr());
    try (var log = database.open()) {
      var exported = LogExport.write(log, from, to, directory, pulse);
      pulse.end();
      line.getOut()
          .printf(
              "Exported positions %d to %d, with the checkpoint of %d events, to %s%n",
              exported.from(), exported.to(), exported.size(), directory);
      line.getOut().flush();
      return 0;
    } catch (CannotProveException
        | BadExportException
        | MissingTileException
        | EventLogException e) {
      line.getErr().println("annals: " + e.getMessage());
      line.getErr().flush();
      return FAILED;
    }
  }
}
