package dev.annals.torture.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A PostgreSQL server on a directory of its own, as durable as a production one. For one thread,
 * but connections may be opened by any.
 */
public final class PostgresServer implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final Duration STOP_MAX = Duration.ofSeconds(30);
  private static final Duration END_MAX = Duration.ofSeconds(30);
  private static final Duration RETRY_PAUSE = Duration.ofMillis(100);
  private static final String SUPERUSER = "postgres";

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", "''"),
          Map.entry("fsync", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("max_connections", "300"),
          Map.entry("shared_buffers", "256MB"),
          Map.entry("max_wal_size", "1GB"),
          // Recovery starts at a checkpoint, so have crashes before, in and after one.
          Map.entry("checkpoint_timeout", "30s"));

  private final Path data;
  private final Path log;
  private final int port;
  private final Programs programs;

  private PostgresServer(Path data, Path log, int port, Programs programs) {
    this.data = data;
    this.log = log;
    this.port = port;
    this.programs = programs;
  }

  /**
   * Makes a cluster below {@code home} and starts a server on it.
   *
   * @throws ServerException if that fails
   */
  public static PostgresServer create(Path home) throws InterruptedException {
    var data = home.resolve("postgres");
    try {
      PostgresServer server;
      // Only to unpack the programs and to make the cluster: it cannot start it a second time.
      try (var maker =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setPGStartupWait(START_MAX)
              .setRegisterShutdownHook(false)
              .start()) {
        var programs = new Programs(programsOf(data));
        server = new PostgresServer(data, home.resolve("postgres.log"), maker.getPort(), programs);
      }
      server.start();
      return server;
    } catch (IOException e) {
      throw new ServerException("Cannot make a PostgreSQL in " + home + ": " + e, e);
    }
  }

  private static Path programsOf(Path data) throws IOException {
    return postmaster(data)
        .flatMap(process -> process.info().command().stream())
        .map(command -> Path.of(command).resolveSibling(""))
        .findFirst()
        .orElseThrow(() -> new ServerException("Cannot tell where PostgreSQL's programs are"));
  }

  private static Stream<ProcessHandle> postmaster(Path data) throws IOException {
    var file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Stream.empty();
    }
    var pid = Files.readString(file).lines().findFirst().orElse("").strip();
    return pid.isEmpty() ? Stream.empty() : ProcessHandle.of(Long.parseLong(pid)).stream();
  }

  /** The JDBC address of a database, without a user; everyone is trusted. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /** A connection of the superuser to a database. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), SUPERUSER, SUPERUSER);
  }

  /**
   * Starts it. Processes of a killed one may live for a moment, and refuse a successor as long.
   *
   * @throws ServerException if it does not start in time
   */
  public void start() throws InterruptedException {
    var deadlineNanos = System.nanoTime() + START_MAX.toNanos();
    while (!pgCtl(START_MAX, "start", "--log=" + log, "--options=" + options())) {
      if (System.nanoTime() > deadlineNanos) {
        throw new ServerException("PostgreSQL does not start; see " + log);
      }
      LockSupport.parkNanos(RETRY_PAUSE.toNanos());
    }
  }

  private String options() {
    var settings = new TreeMap<>(SETTINGS);
    settings.put("port", Integer.toString(port));
    return settings.entrySet().stream()
        .map(setting -> "-c %s=%s".formatted(setting.getKey(), setting.getValue()))
        .collect(Collectors.joining(" "));
  }

  private boolean pgCtl(Duration max, String... action) throws InterruptedException {
    var arguments =
        Stream.concat(
                Stream.of(action),
                Stream.of("--pgdata=" + data, "--wait", "--timeout=" + max.toSeconds()))
            .toList();
    try {
      var output = log.resolveSibling("pg_ctl.log");
      return programs.run(max.plusSeconds(10), output, "pg_ctl", List.copyOf(arguments));
    } catch (IOException e) {
      throw new ServerException("Cannot run pg_ctl: " + e, e);
    }
  }

  /** Kills the postmaster with SIGKILL; its children find out by themselves, a little later. */
  public void killPostmaster() throws InterruptedException {
    kill(postmaster().toList());
  }

  /** Kills every process of the server with SIGKILL. */
  public void killAll() throws InterruptedException {
    kill(postmaster().flatMap(each -> Stream.concat(Stream.of(each), each.descendants())).toList());
  }

  /**
   * Kills the process whose id a query returns, if any, with SIGKILL. The others recover from that
   * by themselves.
   */
  public void killOneOf(String query) throws InterruptedException {
    try (var connection = connect(SUPERUSER);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      if (rows.next()) {
        kill(ProcessHandle.of(rows.getLong(1)).stream().toList());
      }
    } catch (SQLException e) {
      throw new ServerException("Cannot find a process to kill: " + e.getMessage(), e);
    }
  }

  private Stream<ProcessHandle> postmaster() {
    try {
      return postmaster(data);
    } catch (IOException e) {
      throw new ServerException("Cannot see whether PostgreSQL runs: " + e, e);
    }
  }

  private static void kill(List<ProcessHandle> processes) throws InterruptedException {
    processes.forEach(ProcessHandle::destroyForcibly);
    for (var process : processes) {
      try {
        process.onExit().get(END_MAX.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new ServerException("A killed process does not end: " + process.pid(), e);
      }
    }
  }

  /** Stops it, if it runs. */
  @Override
  public void close() {
    try {
      if (postmaster().noneMatch(ProcessHandle::isAlive)) {
        return;
      }
      if (!pgCtl(STOP_MAX, "stop", "--mode=immediate")) {
        killAll();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
