package dev.annals.standalone.prove;

import dev.annals.eventstore.audit.postgres.PostgresSealedLog;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.standalone.postgres.Databases;
import dev.annals.standalone.postgres.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "Another database, for example jdbc:postgresql://localhost/annals_log.")
  private @Nullable String url;

  @Option(names = "--user", paramLabel = "ROLE", description = "A role that may read its log.")
  private String user = "";

  @Option(
      names = "--password-env",
      paramLabel = "NAME",
      description = "The environment variable that has the role's password.")
  private @Nullable String passwordVariable;

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      description = "The log's schema. Default: ${DEFAULT-VALUE}.")
  private String schema = "annals_log";

  SealedLog open() {
    return new PostgresSealedLog(url == null ? ofDirectory() : other(url), CONNECTIONS);
  }

  private LogConnection other(String address) {
    var password = passwordVariable == null ? null : System.getenv(passwordVariable);
    return new LogConnection(address, user, password == null ? "" : password, schema);
  }

  private LogConnection ofDirectory() {
    var directory = directory();
    try {
      var server = RunningServer.of(directory);
      return new LogConnection(
          server.url(Databases.LOG),
          Databases.QUERY_SERVICE,
          server.password("query-service"),
          schema);
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
    return url == null;
  }

  private Path directory() {
    return data == null ? RunningServer.defaultDirectory() : data;
  }
}
