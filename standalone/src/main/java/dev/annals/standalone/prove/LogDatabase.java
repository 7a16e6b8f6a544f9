package dev.annals.standalone.prove;

import dev.annals.eventstore.audit.postgres.PostgresSealedLog;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.standalone.postgres.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which database to read: a data directory's, while it runs, or any other. */
final class LogDatabase {

  /** The reads of a verification and the seals it compares with. */
  private static final int CONNECTIONS = 3;

  /** Of {@code postmaster.pid}. */
  private static final int PORT_LINE = 3;

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
    try (var reader = Files.newBufferedReader(directory.resolve("passwords.properties"))) {
      var passwords = new Properties();
      passwords.load(reader);
      var port =
          Files.readAllLines(directory.resolve("postgres/postmaster.pid")).get(PORT_LINE).strip();
      return new LogConnection(
          "jdbc:postgresql://localhost:%s/%s".formatted(port, Databases.LOG),
          Databases.QUERY_SERVICE,
          passwords.getProperty("query-service", ""),
          other.schema());
    } catch (IOException | IndexOutOfBoundsException e) {
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
    if (data != null) {
      return data;
    }
    var fromEnvironment = System.getenv("ANNALS_DATA");
    return fromEnvironment != null && !fromEnvironment.isBlank()
        ? Path.of(fromEnvironment)
        : Path.of(System.getProperty("annals.home", "."), ".annals-data");
  }
}
