package dev.annals.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {

  private static final Passwords PASSWORDS =
      new Passwords("super", "owner", "commands", "queries", "sealer", "keys", "keeper");

  private static final Map<String, String> EXPECTED =
      Map.of(
          "fsync", "on",
          "full_page_writes", "on",
          "synchronous_commit", "on",
          "data_checksums", "on",
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "",
          "server_encoding", "UTF8");

  private static final AtomicInteger HOMES = new AtomicInteger();

  @TempDir static Path parent;

  private Path home;

  /** The programs are unpacked once for all tests. */
  @BeforeEach
  void make_a_home() throws IOException {
    var directory = parent.toRealPath();
    var programs = directory.resolve("programs");
    PostgresBinaries.unpack(programs);
    home = Files.createDirectory(directory.resolve("home-" + HOMES.incrementAndGet()));
    Files.createSymbolicLink(home.resolve("postgresql-18"), programs);
  }

  @Test
  void is_as_durable_and_as_closed_as_it_should_be() throws Exception {
    try (var server = start()) {
      for (var setting : EXPECTED.entrySet()) {
        assertThat(ask(server, "SHOW " + setting.getKey()))
            .as(setting.getKey())
            .isEqualTo(setting.getValue());
      }
    }
  }

  @Test
  void keeps_its_data_and_sorts_them_by_code_point() throws Exception {
    try (var server = start()) {
      run(server, "CREATE TABLE kept (text text)");
      run(server, "INSERT INTO kept VALUES ('b'), ('A'), ('a'), ('B')");
    }
    try (var server = start()) {
      assertThat(ask(server, "SELECT string_agg(text, '' ORDER BY text) FROM kept"))
          .isEqualTo("ABab");
    }
  }

  @Test
  void lets_nobody_in_without_a_password() throws Exception {
    try (var server = start()) {
      assertThatThrownBy(() -> DriverManager.getConnection(server.url("postgres"), "postgres", "?"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void gives_each_service_its_own_databases_only_however_often() throws Exception {
    try (var server = start()) {
      Databases.provide(server, PASSWORDS);
      Databases.provide(server, PASSWORDS);

      assertThat(mayConnect(server, Databases.LOG, Databases.COMMAND_SERVICE, "commands")).isTrue();
      assertThat(mayConnect(server, Databases.LOG, Databases.QUERY_SERVICE, "queries")).isTrue();
      assertThat(mayConnect(server, Databases.READ_MODELS, Databases.QUERY_SERVICE, "queries"))
          .isTrue();
      assertThat(mayConnect(server, Databases.READ_MODELS, Databases.COMMAND_SERVICE, "commands"))
          .isFalse();
      assertThat(mayConnect(server, Databases.READ_MODELS, Databases.LOG_OWNER, "owner")).isFalse();
    }
  }

  @Test
  void tells_no_password_to_a_server_that_logs_every_statement() throws Exception {
    try (var server = start()) {
      run(server, "ALTER SYSTEM SET log_statement = 'all'");
      run(server, "SELECT pg_reload_conf()");
      await().until(() -> ask(server, "SHOW log_statement").equals("all"));
      var passwords =
          new Passwords(
              "super", "secret-1", "secret-2", "secret-3", "secret-4", "secret-5", "secret-6");

      Databases.provide(server, passwords);

      assertThat(Files.readString(server.log()))
          .containsPattern("ALTER USER .*%s.*SCRAM-SHA-256".formatted(Databases.LOG_OWNER))
          .doesNotContain("secret-");
      assertThat(mayConnect(server, Databases.LOG, Databases.COMMAND_SERVICE, "secret-2")).isTrue();
    }
  }

  @Test
  void every_query_of_provisioning_can_be_planned() throws Exception {
    try (var server = start();
        var connection = DriverManager.getConnection(server.url("postgres"), "postgres", "super")) {
      for (var sql : ProvisioningSql.ALL) {
        try (var statement = connection.prepareStatement(sql)) {
          assertThat(statement.getMetaData().getColumnCount()).as(sql).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void stops_the_server_that_a_killed_process_left_behind() throws Exception {
    var ended = new CountDownLatch(1);
    var orphan = start();
    orphan.onExit(ended::countDown);
    run(orphan, "CREATE TABLE kept (text text)");

    try (var server = start()) {
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(ask(server, "SELECT count(*) FROM kept")).isEqualTo("0");
    }
  }

  @Test
  void starts_although_its_old_process_id_is_now_a_strangers() throws Exception {
    start().close();
    // This JVM lives, and is no PostgreSQL.
    var stranger = Long.toString(ProcessHandle.current().pid());
    Files.writeString(pidFile(), "%s\n%s\n1\n5432\n\n\n\n".formatted(stranger, data()));

    try (var server = start()) {
      assertThat(ask(server, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void refuses_a_directory_without_a_version() throws Exception {
    start().close();
    Files.delete(data().resolve("PG_VERSION"));

    assertThatExceptionOfType(PostgresException.class)
        .isThrownBy(this::start)
        .withMessageStartingWith(data() + " is damaged: it has no PG_VERSION;");
    assertThat(data().resolve("global/pg_control")).exists();
  }

  @Test
  void refuses_the_data_of_another_version() throws Exception {
    start().close();
    Files.writeString(data().resolve("PG_VERSION"), "17\n");

    assertThatExceptionOfType(PostgresException.class)
        .isThrownBy(this::start)
        .withMessageStartingWith(
            data() + " was written by PostgreSQL 17 and this is PostgreSQL 18");
  }

  @Test
  void shows_what_the_server_says_when_it_cannot_start() throws Exception {
    start().close();
    Files.delete(data().resolve("global/pg_control"));

    assertThatExceptionOfType(PostgresException.class)
        .isThrownBy(this::start)
        .withMessageStartingWith("PostgreSQL did not start:")
        .withMessageContaining("could not find the database system")
        .withMessageContaining("The whole log is in " + home.resolve("postgres.log"));
  }

  @Test
  void names_a_pid_file_that_nobody_can_read() throws Exception {
    start().close();
    Files.writeString(pidFile(), "?");

    assertThatExceptionOfType(PostgresException.class)
        .isThrownBy(this::start)
        .withMessageStartingWith(pidFile() + " is damaged;");
  }

  @Test
  void makes_a_new_cluster_where_making_one_was_interrupted() throws Exception {
    Files.createDirectories(home.resolve("postgres.unfinished/base"));

    try (var server = start()) {
      assertThat(ask(server, "SELECT 1")).isEqualTo("1");
    }
  }

  private EmbeddedPostgres start() throws InterruptedException {
    return EmbeddedPostgres.start(home, freePort(), PASSWORDS.superuser());
  }

  private Path data() {
    return home.resolve("postgres");
  }

  private Path pidFile() {
    return data().resolve("postmaster.pid");
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean mayConnect(
      EmbeddedPostgres server, String database, String user, String password) throws SQLException {
    try (var connection = DriverManager.getConnection(server.url(database), user, password)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("permission denied for database");
      return false;
    }
  }

  private static String ask(EmbeddedPostgres server, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(server.url("postgres"), "postgres", "super");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void run(EmbeddedPostgres server, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(server.url("postgres"), "postgres", "super");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
