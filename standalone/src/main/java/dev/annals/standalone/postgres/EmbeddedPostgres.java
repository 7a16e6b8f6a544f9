package dev.annals.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A running PostgreSQL server, as durable as a production one, that only this machine can reach.
 *
 * <p>It is started through {@code pg_ctl}, which gives it a session of its own. So a Ctrl-C in the
 * terminal does not reach it, and it is still there when the services finish what they began.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final Duration FAST_STOP_MAX = Duration.ofSeconds(20);
  private static final Duration IMMEDIATE_STOP_MAX = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final long LOG_SIZE_MAX = 16 * 1024 * 1024;

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("fsync", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("max_connections", "100"),
          Map.entry("shared_buffers", "256MB"),
          Map.entry("max_wal_size", "2GB"),
          Map.entry("lc_messages", "C"),
          Map.entry("log_timezone", "UTC"),
          Map.entry("timezone", "UTC"));

  private final Programs programs;
  private final Path data;
  private final Path log;
  private final int port;

  private EmbeddedPostgres(Programs programs, Path data, Path log, int port) {
    this.programs = programs;
    this.data = data;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts a server on the cluster below {@code home}, creating it if there is none. A server left
   * behind on it by a killed process is stopped first.
   *
   * <p>The caller must make sure that no other process does the same at the same time.
   *
   * @param port where to listen
   * @throws PostgresException if that fails
   */
  public static EmbeddedPostgres start(Path home, int port, String superuserPassword)
      throws InterruptedException {
    var programs = home.resolve("postgresql-" + PostgresBinaries.MAJOR_VERSION);
    PostgresBinaries.unpack(programs);
    var server =
        new EmbeddedPostgres(
            Programs.in(programs), home.resolve("postgres"), home.resolve("postgres.log"), port);
    Cluster.prepare(server.data, server.programs, superuserPassword);
    try {
      server.clear();
      server.start();
    } catch (IOException e) {
      throw new PostgresException("cannot start PostgreSQL: " + e, e);
    }
    return server;
  }

  /** The JDBC address of one of its databases, without a user. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /** Runs {@code action} when the server ends, for whatever reason; at once if it already has. */
  public void onExit(Runnable action) {
    try {
      var server = FormerServer.on(data).running();
      var _ =
          server
              .map(ProcessHandle::onExit)
              .orElseGet(() -> CompletableFuture.completedFuture(null))
              .thenRun(action);
    } catch (IOException e) {
      throw new PostgresException("cannot watch PostgreSQL: " + e, e);
    }
  }

  /** Where the server writes its log. */
  public Path log() {
    return log;
  }

  /** Stops the server; its connections are cut, and what was committed stays. */
  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException("PostgreSQL was not stopped: interrupted", e);
    }
  }

  private void clear() throws IOException, InterruptedException {
    var former = FormerServer.on(data);
    if (former.running().isPresent()) {
      stop();
    }
    former.forgetStranger();
    if (Files.exists(log) && Files.size(log) > LOG_SIZE_MAX) {
      Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void start() throws IOException, InterruptedException {
    var before = Files.exists(log) ? Files.size(log) : 0;
    try {
      var ended = pgCtl(START_MAX, "start", "--log=" + log, "--options=" + options());
      if (ended.exitCode() != 0) {
        throw new PostgresException(
            "PostgreSQL did not start:%s%nThe whole log is in %s"
                .formatted(complaints(before), log));
      }
    } catch (InterruptedException e) {
      stop();
      throw e;
    }
  }

  private String options() {
    var settings = new TreeMap<>(SETTINGS);
    settings.put("port", Integer.toString(port));
    return settings.entrySet().stream()
        .map(setting -> "-c %s=%s".formatted(setting.getKey(), setting.getValue()))
        .collect(Collectors.joining(" "));
  }

  private void stop() throws InterruptedException {
    if (pgCtl(FAST_STOP_MAX, "stop", "--mode=fast").exitCode() == 0) {
      return;
    }
    var ended = pgCtl(IMMEDIATE_STOP_MAX, "stop", "--mode=immediate");
    if (ended.exitCode() != 0 && isRunning()) {
      throw new PostgresException("PostgreSQL on %s does not stop: %s".formatted(data, ended));
    }
  }

  private boolean isRunning() {
    try {
      return FormerServer.on(data).running().isPresent();
    } catch (IOException e) {
      throw new PostgresException("cannot see whether PostgreSQL runs on " + data, e);
    }
  }

  private Programs.Ended pgCtl(Duration max, String... action) throws InterruptedException {
    var arguments =
        Stream.concat(
                Stream.of(action),
                Stream.of("--pgdata=" + data, "--wait", "--timeout=" + max.toSeconds()))
            .toList();
    return programs.run(max.plus(GRACE), "pg_ctl", List.copyOf(arguments));
  }

  /** The last lines the server wrote since {@code before}; they say what is wrong. */
  private String complaints(long before) throws IOException {
    return ServerLog.lastLines(log, before).stream()
        .map(line -> "%n  %s".formatted(line))
        .collect(Collectors.joining());
  }
}
