package dev.annals.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The PostgreSQL of a data directory while {@code annals up} runs, for who comes beside it. */
public final class RunningServer {

  /** Of {@code postmaster.pid}. */
  private static final int PORT_LINE = 3;

  private final Path directory;

  private RunningServer(Path directory) {
    this.directory = directory;
  }

  /**
   * The server of a data directory.
   *
   * @throws IOException if nothing runs there
   */
  public static RunningServer of(Path directory) throws IOException {
    var server = new RunningServer(directory);
    server.port();
    return server;
  }

  /** JDBC URL of one of its databases. */
  public String url(String database) throws IOException {
    return "jdbc:postgresql://localhost:%s/%s".formatted(port(), database);
  }

  /** The password of a role, as the password file calls it. */
  public String password(String name) throws IOException {
    try (var reader = Files.newBufferedReader(directory.resolve("passwords.properties"))) {
      var passwords = new Properties();
      passwords.load(reader);
      return passwords.getProperty(name, "");
    }
  }

  private String port() throws IOException {
    var lines = Files.readAllLines(directory.resolve("postgres/postmaster.pid"));
    if (lines.size() <= PORT_LINE) {
      throw new IOException("PostgreSQL is still starting");
    }
    return lines.get(PORT_LINE).strip();
  }

  /**
   * The data directory, unless somebody names another: {@code ANNALS_DATA} or the launcher's own.
   */
  public static Path defaultDirectory() {
    var fromEnvironment = System.getenv("ANNALS_DATA");
    return fromEnvironment != null && !fromEnvironment.isBlank()
        ? Path.of(fromEnvironment)
        : Path.of(System.getProperty("annals.home", "."), ".annals-data");
  }
}
