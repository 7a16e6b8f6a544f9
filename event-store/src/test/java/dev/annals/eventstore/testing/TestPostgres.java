package dev.annals.eventstore.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL 18 for tests: in a container where a Docker engine answers, embedded otherwise.
 *
 * <p>One server per JVM, started by the first use and stopped with the JVM. It is as durable as a
 * production server ({@code fsync} and {@code synchronous_commit} are on), so what a test shows
 * about a commit is true. Every test takes its own database and leaves nothing to clean up. Text
 * sorts by code point on every machine, whatever its locale.
 */
public final class TestPostgres {

  private static final Logger LOG = LoggerFactory.getLogger(TestPostgres.class);
  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** Room for several pools at once. */
  static final String CONNECTIONS_MAX = "300";

  private static final int POOL_MAX = 40;

  /** The least there can be: pools are left to themselves when their test is over. */
  private static final Duration IDLE_MAX = Duration.ofSeconds(10);

  private TestPostgres() {}

  /** A new, empty database; each connection taken from it is a new one of the superuser. */
  public static DataSource freshDatabase() {
    var dataSource = new PGSimpleDataSource();
    dataSource.setUrl(freshUrl());
    return dataSource;
  }

  /**
   * A new, empty database behind a pool, as a service has it: a new connection costs more than most
   * tests.
   */
  public static DataSource freshPool() {
    var config = new HikariConfig();
    config.setJdbcUrl(freshUrl());
    config.setMaximumPoolSize(POOL_MAX);
    config.setMinimumIdle(0);
    config.setIdleTimeout(IDLE_MAX.toMillis());
    return new HikariDataSource(config);
  }

  /** The JDBC address of a new, empty database, with the superuser's name and password in it. */
  public static String freshUrl() {
    return created(
        """
        TEMPLATE template0 ENCODING 'UTF8'
          LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'
        """);
  }

  /**
   * A copy of a database.
   *
   * @param template its name; nobody may be connected to it
   */
  public static DataSource copyOf(String template) {
    var dataSource = new PGSimpleDataSource();
    dataSource.setUrl(created("TEMPLATE " + template));
    return dataSource;
  }

  private static String created(String how) {
    var database = "test_" + DATABASES.incrementAndGet();
    try (var connection = DriverManager.getConnection(Shared.SERVER.url("postgres"));
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE %s %s".formatted(database, how));
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot create " + database, e);
    }
    return Shared.SERVER.url(database);
  }

  /** Where a started server listens. */
  record Server(String host, int port, String password) {

    String url(String database) {
      return "jdbc:postgresql://%s:%d/%s?user=postgres&password=%s"
          .formatted(host, port, database, password);
    }
  }

  /** Starts the server when it is first asked for, and only then. */
  private static final class Shared {

    static final Server SERVER = start();

    private static Server start() {
      var docker = DockerPostgres.answers();
      LOG.info("Tests run on {} PostgreSQL", docker ? "a container's" : "an embedded");
      return docker ? DockerPostgres.start() : EmbeddedServer.start();
    }
  }
}
