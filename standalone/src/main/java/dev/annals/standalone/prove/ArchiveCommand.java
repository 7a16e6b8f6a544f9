package dev.annals.standalone.prove;

import dev.annals.eventstore.audit.archive.LogArchive;
import dev.annals.eventstore.audit.export.ArchiveDirectory;
import dev.annals.eventstore.audit.export.BadExportException;
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

/** {@code annals archive}: what was sealed since the last time, in files for good. */
@Command(
    name = "archive",
    description =
        "Adds what was sealed since the last time to an archive: compressed files, each with its"
            + " proof, read again and verified before they count. A run that was interrupted is"
            + " simply repeated.",
    mixinStandardHelpOptions = true)
public final class ArchiveCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private LogDatabase database = new LogDatabase();
  @Mixin private TrustedKeys keys = new TrustedKeys();

  @Option(
      names = "--from",
      paramLabel = "N",
      description = "Default: the position after those that are archived; in a new archive, 1.")
  private long from;

  @Option(names = "--to", paramLabel = "N", description = "Default: the last one that is sealed.")
  private long to = Long.MAX_VALUE;

  @Parameters(paramLabel = "DIR", description = "An archive, or where to begin one.")
  private Path directory = Path.of("");

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    var line = spec.commandLine();
    var pulse = new Pulse(line.getErr());
    try (var log = database.open()) {
      var trusted = keys.all(database.isDirectory() ? database.publicKeys() : null);
      var archived = LogArchive.add(log, trusted, from, to, new ArchiveDirectory(directory), pulse);
      pulse.end();
      line.getOut()
          .println(
              archived.volumes() == 0
                  ? "Nothing new: %s has everything up to position %d"
                      .formatted(directory, archived.to())
                  : "Archived positions %d to %d in %d volumes of %s"
                      .formatted(archived.from(), archived.to(), archived.volumes(), directory));
      line.getOut().flush();
      return 0;
    } catch (CannotProveException
        | BadExportException
        | MissingTileException
        | EventLogException e) {
      return VerdictLines.of(line).unknown(String.valueOf(e.getMessage()));
    }
  }
}
