package dev.annals.standalone.prove;

import dev.annals.eventstore.audit.postgres.PostgresSealedLog;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.standalone.postgres.Databases;
import dev.annals.standalone.postgres.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which database to read: a data directory's, while it runs, or any other. */
final class LogDatabase {

  /** The reads of a verification and the seals it compares with. */
  private static final int CONNECTIONS = 3;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The data directory of a running 'annals up'. Default: $$ANNALS_DATA, or else .annals-data"
              + " in the directory of the launcher.")
  private @Nullable Path data;

  @Mixin private OtherDatabase other = new OtherDatabase();

  SealedLog open() {
    var connection = other.connection();
    return new PostgresSealedLog(connection == null ? ofDirectory() : connection, CONNECTIONS);
  }

  private LogConnection ofDirectory() {
    var directory = directory();
    try {
      var server = RunningServer.of(directory);
      return new LogConnection(
          server.url(Databases.LOG),
          Databases.QUERY_SERVICE,
          server.password("query-service"),
          other.schema());
    } catch (IOException e) {
      throw new CannotProveException(
          "no running PostgreSQL in the data directory %s; start 'annals up', or name another with --data or --database"
              .formatted(directory),
          e);
    }
  }

  /** Where the public keys are if nobody says otherwise. */
  Path publicKeys() {
    return directory().resolve("seal.key.pub");
  }

  Path keyFile() {
    return directory().resolve("seal.key");
  }

  boolean isDirectory() {
    return other.connection() == null;
  }

  private Path directory() {
    return data == null ? RunningServer.defaultDirectory() : data;
  }
}
