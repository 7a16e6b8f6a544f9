package dev.annals.query;

import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.LogSchema;
import dev.annals.eventstore.log.postgres.PostgresEventLog;
import dev.annals.eventstore.testing.TestPostgres;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.QueryServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueryServiceIT {

  private static final Duration BOUND = Duration.ofSeconds(40);

  @Test
  void follows_a_log_on_postgres_with_no_more_than_the_readers_rights() throws Exception {
    var url = TestPostgres.freshUrl();
    var owner = new LogConnection(url, "postgres", password(url), "annals_log");
    LogSchema.migrate(owner);
    execute(url, "CREATE ROLE query_reader LOGIN PASSWORD 'secret'");
    LogSchema.grantReader(owner, "query_reader");
    try (var log = PostgresEventLog.open(owner, LogLimits.defaults());
        var server =
            QueryServer.with(
                "annals.log.url=" + url.substring(0, url.indexOf('?')),
                "annals.log.user=query_reader",
                "annals.log.password=secret")) {
      assertThat(server.bean(EventReader.class)).isNotInstanceOf(EventLog.class);
      var head = new PaymentLog(log).append(opened("ann"), deposited("ann", 7)).toString();

      for (var path : new String[] {"", "/statement", "/events"}) {
        var answer =
            server.get("/v1/accounts/ann" + path, "Annals-Min-Position", head, "Prefer", "wait=20");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("annals-position")).isEqualTo(head);
      }
    }
  }

  @Test
  void says_so_while_the_read_database_is_gone_and_recovers() throws Exception {
    var log = new InMemoryEventLog(Clock.systemUTC());
    var payments = new PaymentLog(log);
    try (var server = QueryServer.over(log, "spring.datasource.hikari.connection-timeout=500")) {
      var head = payments.append(opened("ann"));
      assertThat(server.get("/v1/accounts/ann", "Annals-Min-Position", head.toString()).status())
          .isEqualTo(200);
      var database = server.bean(HikariDataSource.class).getJdbcUrl();

      takeAway(database);
      var answer = server.get("/v1/accounts/ann");
      assertThat(answer.isProblem(503, "unavailable")).as(answer.body()).isTrue();
      assertThat(answer.header("retry-after")).isEqualTo("5");
      payments.append(deposited("ann", 5));
      await().atMost(BOUND).until(() -> server.get("/actuator/health").body().contains("DOWN"));

      giveBack(database);
      var late = log.head().toString();
      await()
          .atMost(BOUND)
          .until(() -> server.get("/v1/accounts/ann", "Annals-Min-Position", late).status() == 200);
      assertThat(server.get("/v1/accounts/ann").json().required("balance").asLong()).isEqualTo(5);
      await().atMost(BOUND).until(() -> server.get("/actuator/health").status() == 200);
    }
  }

  @Test
  void the_pool_of_the_reads_cannot_write() throws Exception {
    try (var server = QueryServer.over(new InMemoryEventLog(Clock.systemUTC()));
        var connection = server.bean(HikariDataSource.class).getConnection();
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM account_view"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("read-only");
    }
  }

  @Test
  void readiness_knows_the_lag_and_liveness_does_not() throws Exception {
    var log = new InMemoryEventLog(Clock.systemUTC());
    try (var server = QueryServer.over(log, "annals.projection.health.ready-lag=1s")) {
      var database = server.bean(HikariDataSource.class).getJdbcUrl();
      assertThat(server.get("/actuator/health/readiness").status()).isEqualTo(200);
      execute(database, "ALTER TABLE payments_account_v2.account_view RENAME TO gone");
      new PaymentLog(log).append(opened("ann"));

      await().atMost(BOUND).until(() -> server.get("/actuator/health/readiness").status() == 503);
      assertThat(server.get("/actuator/health/readiness").body())
          .contains("OUT_OF_SERVICE", "payments.account v2", "\"lagEvents\":1", "account_view");
      assertThat(server.get("/actuator/health").body()).contains("is stuck", "account_view");
      assertThat(server.get("/actuator/health/liveness").status()).isEqualTo(200);

      execute(database, "ALTER TABLE payments_account_v2.gone RENAME TO account_view");
      await().atMost(BOUND).until(() -> server.get("/actuator/health/readiness").status() == 200);
    }
  }

  @Test
  void the_projections_are_measured() throws Exception {
    var log = new InMemoryEventLog(Clock.systemUTC());
    try (var server = QueryServer.over(log)) {
      var head = new PaymentLog(log).append(opened("ann"));
      server.get("/v1/accounts/ann", "Annals-Min-Position", head.toString(), "Prefer", "wait=20");

      var metric =
          server.get(
              "/actuator/metrics/annals.projection.position?tag=projection:payments.account");
      assertThat(metric.body()).contains("\"value\":1");
      assertThat(server.get("/actuator/prometheus").body())
          .contains("annals_projection_lag_events{projection=\"payments.account\",version=\"2\"}");
    }
  }

  private static void takeAway(String database) throws SQLException {
    var name = name(database);
    execute(elsewhere(database), "ALTER DATABASE %s ALLOW_CONNECTIONS false".formatted(name));
    execute(
        elsewhere(database),
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
            .formatted(name));
  }

  private static void giveBack(String database) throws SQLException {
    execute(
        elsewhere(database), "ALTER DATABASE %s ALLOW_CONNECTIONS true".formatted(name(database)));
  }

  private static String elsewhere(String url) {
    return url.replace("/" + name(url) + "?", "/postgres?");
  }

  private static String name(String url) {
    return url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
  }

  private static String password(String url) {
    return url.substring(url.indexOf("password=") + "password=".length());
  }

  private static void execute(String url, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
