package dev.annals.benchmarks.server;

import com.sun.management.OperatingSystemMXBean;
import dev.annals.eventstore.log.postgres.LogSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL of its own, as durable as in production and set as an operator would set it; the
 * same for every contestant. Each gets a database of its own in it.
 */
public final class BenchServer implements AutoCloseable {

  private static final long MEBIBYTE = 1 << 20;

  private static final Duration STARTUP_MAX = Duration.ofMinutes(1);

  /** What a server writes before it is as one that has been up for a while; see {@link #season}. */
  private static final int SEASONING_ROWS = 260_000;

  /** What differs from PostgreSQL's defaults, or must not. */
  private static final Map<String, String> SETTINGS = settings();

  private final EmbeddedPostgres postgres;
  private final AtomicInteger databases = new AtomicInteger();

  private BenchServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  private static Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("fsync", "on");
    settings.put("full_page_writes", "on");
    settings.put("synchronous_commit", "on");
    settings.put("max_connections", "400");
    settings.put("shared_buffers", shareOfTheMemory());
    settings.put("effective_cache_size", "8GB");
    settings.put("max_wal_size", "16GB");
    settings.put("min_wal_size", "2GB");
    settings.put("checkpoint_timeout", "15min");
    settings.put("random_page_cost", "1.1");
    settings.put("jit", "off");
    return settings;
  }

  /** As much as PostgreSQL's documentation calls useful for a server of its own: 40 %. */
  private static String shareOfTheMemory() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return system.getTotalMemorySize() / 5 * 2 / MEBIBYTE + "MB";
  }

  /**
   * Starts it.
   *
   * @param directory for its data; what is in it is deleted, now and at the end
   */
  public static BenchServer start(Path directory) {
    var builder =
        EmbeddedPostgres.builder()
            .setPGStartupWait(STARTUP_MAX)
            .setDataDirectory(directory)
            .setCleanDataDirectory(true)
            .setLocaleConfig("locale", "C");
    SETTINGS.forEach(builder::setServerConfig);
    try {
      return new BenchServer(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start PostgreSQL in " + directory, e);
    }
  }

  /**
   * A new server makes each segment of its write-ahead log, and the memory of each of its buffers,
   * on first use; later it uses them again. What writes much would pay for that in the first
   * minutes and never again, so as much as {@code min_wal_size} is written beforehand.
   */
  public void season() {
    var database = database("seasoning");
    var url = postgres.getJdbcUrl("postgres", database.name());
    execute(url, "CREATE TABLE filler (filler text)");
    execute(url, "ALTER TABLE filler ALTER COLUMN filler SET STORAGE PLAIN");
    execute(
        url,
        "INSERT INTO filler SELECT repeat('.', 7900) FROM generate_series(1, "
            + SEASONING_ROWS
            + ")");
    settle();
    drop(database);
    settle();
  }

  /** A new, empty database. */
  public Database database(String contestant) {
    var name = "%s_%d".formatted(contestant, databases.incrementAndGet());
    execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
    return new Database(
        "jdbc:postgresql://localhost:%d/%s".formatted(postgres.getPort(), name),
        "postgres",
        "unused",
        postgres.getPort(),
        name);
  }

  /** A new role that may append to the log of a database, and nothing else. */
  public String writer(Database database) {
    var role = database.name() + "_writer";
    execute("CREATE ROLE " + role + " LOGIN");
    LogSchema.grantWriter(database.log(), role);
    return role;
  }

  /** A new role that may read the log of a database, and nothing else. */
  public String reader(Database database) {
    var role = database.name() + "_reader";
    execute("CREATE ROLE " + role + " LOGIN");
    LogSchema.grantReader(database.log(), role);
    return role;
  }

  /** Frees the space of a database nobody needs any more, however many connections it has. */
  public void drop(Database database) {
    execute("DROP DATABASE " + database.name() + " WITH (FORCE)");
  }

  /** What autovacuum would have done to the database by and by. */
  public void vacuum(Database database) {
    execute(postgres.getJdbcUrl("postgres", database.name()), "VACUUM (ANALYZE)");
  }

  /** Writes out what earlier work left behind, so that it does not disturb the next. */
  public void settle() {
    execute("CHECKPOINT");
  }

  /** The settings in force, as the server itself names them. */
  public Map<String, String> settingsInForce() {
    var inForce = new LinkedHashMap<String, String>();
    for (var name : SETTINGS.keySet()) {
      inForce.put(name, show(name));
    }
    inForce.put("huge_pages_status", show("huge_pages_status"));
    return inForce;
  }

  public String version() {
    return show("server_version");
  }

  private String show(String setting) {
    try (var connection = DriverManager.getConnection(administration());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW " + setting)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read " + setting, e);
    }
  }

  private void execute(String sql) {
    execute(administration(), sql);
  }

  private static void execute(String url, String sql) {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot " + sql, e);
    }
  }

  private String administration() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot stop PostgreSQL", e);
    }
  }
}
