package dev.annals.standalone;

import dev.annals.standalone.postgres.Databases;
import dev.annals.standalone.postgres.EmbeddedPostgres;
import dev.annals.standalone.postgres.PostgresException;
import dev.annals.standalone.prove.OtherDatabase;
import dev.annals.standalone.prove.Restoration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code annals restore}: a log from its archive, while nothing else uses it. */
@Command(
    name = "restore",
    description =
        "Makes a log of an archive again: every event at its position and to the letter, and every"
            + " checkpoint, or nothing at all. The log must be empty, and 'annals up' must not run.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:Restored; every event is the one that was signed.",
      "1:The archive differs from what was signed; the first position is named.",
      "2:It could not be restored."
    })
final class RestoreCommand implements Callable<Integer> {

  private static final int FAILED = 2;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The data directory, made if it is not there. Default: $$ANNALS_DATA, or else .annals-data"
              + " in the directory of the launcher.")
  private @Nullable Path data;

  @Option(
      names = "--seal-key",
      paramLabel = "FILE",
      description =
          "The log's key file, to be copied to the data directory together with its .last. Nobody"
              + " else may seal with it any more.")
  private @Nullable Path sealKey;

  @Mixin private OtherDatabase other = new OtherDatabase();
  @Mixin private Restoration restoration = new Restoration();

  @Override
  public Integer call() throws InterruptedException {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    var line = spec.commandLine();
    try {
      var connection = other.connection();
      return connection == null ? toDirectory(spec) : restoration.to(connection, List.of(), line);
    } catch (CannotStart | PostgresException e) {
      line.getErr().println("annals: " + e.getMessage());
      line.getErr().flush();
      return FAILED;
    }
  }

  /** Nobody else has the directory meanwhile. */
  private int toDirectory(CommandSpec command) throws InterruptedException {
    var options = new UpOptions();
    options.data = data;
    try (var directory = DataDirectory.open(options.dataDirectory())) {
      Logs.writeTo(directory.logs());
      var passwords = PasswordFile.of(directory, new SecureRandom());
      try (var postgres =
          EmbeddedPostgres.start(directory.path(), Ports.free(), passwords.superuser())) {
        Databases.provide(postgres, passwords);
        var own = directory.sealKeys();
        if (sealKey != null) {
          SealKeyFiles.requireCopiable(sealKey, own);
        }
        var log = LogSchemas.prepare(postgres, passwords);
        // Each must agree: the one to be copied, and what a former attempt may have left.
        var keys = Stream.of(sealKey, own).filter(Objects::nonNull).filter(Files::exists).toList();
        var exitCode = restoration.to(log, keys, command.commandLine());
        if (exitCode == 0 && sealKey != null) {
          SealKeyFiles.copy(sealKey, own);
        }
        return exitCode;
      }
    }
  }
}
