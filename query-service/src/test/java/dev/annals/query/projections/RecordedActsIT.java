package dev.annals.query.projections;

import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.LogSchema;
import dev.annals.eventstore.log.postgres.PostgresEventLog;
import dev.annals.eventstore.log.postgres.PostgresEventReader;
import dev.annals.eventstore.testing.TestPostgres;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.QueryServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What operators did stands in a log of its own, and nowhere else can the service append. */
class RecordedActsIT {

  private static final Duration BOUND = Duration.ofSeconds(40);
  private static final String LETTERS = "/v1/projections/payments.account/dead-letters";
  private static final String USER = "query_user";
  private static final String PASSWORD = "secret";

  private final String url = TestPostgres.freshUrl();
  private final String plainUrl = url.substring(0, url.indexOf('?'));

  @Test
  void an_eviction_is_recorded_with_who_and_why() throws Exception {
    var payments = owner("annals_log");
    var operations = owner("operations");
    LogSchema.migrate(payments);
    LogSchema.migrate(operations);
    execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(USER, PASSWORD));
    LogSchema.grantReader(payments, USER);
    LogSchema.grantWriter(operations, USER);
    try (var log = PostgresEventLog.open(payments, LogLimits.defaults());
        var server =
            QueryServer.with(
                "annals.log.url=" + plainUrl,
                "annals.log.user=" + USER,
                "annals.log.password=" + PASSWORD,
                "annals.operations.schema=operations",
                "annals.projection.dead-letters.attempts-max=2");
        var recorded = PostgresEventReader.open(operations, LogLimits.defaults())) {
      var head = new PaymentLog(log).append(opened("ann"), deposited("nobody", 5)).toString();
      var fresh = new String[] {"Annals-Min-Position", head, "Prefer", "wait=30"};
      assertThat(server.get("/v1/accounts/ann", fresh).status()).isEqualTo(200);

      var answer =
          server.post(
              LETTERS + "/evictions",
              "{\"key\":\"nobody\",\"position\":2,\"reason\":\"a test\"}",
              "Annals-On-Behalf-Of",
              "controller:7",
              "X-Correlation-Id",
              "ticket-7");
      assertThat(answer.status()).as(answer.body()).isEqualTo(202);

      await().atMost(BOUND).until(() -> recorded.head().value() == 2);
      await().atMost(BOUND).until(() -> waiting(server) == 0);
      var events = recorded.read(EventQuery.all(), SequencePosition.ORIGIN, 10);
      assertThat(events)
          .extracting(event -> event.event().type())
          .containsExactly("operations.EvictionRequested", "operations.EvictionFinished");
      assertThat(events.getLast().event().payload())
          .contains(
              "\"reason\":\"a test\"",
              "\"outcome\":\"DONE\"",
              "\"projection\":\"payments.account\"");
      assertThat(events)
          .allSatisfy(
              event -> {
                var said = event.event().metadata();
                assertThat(said)
                    .containsEntry("actor", "anonymous")
                    .containsEntry("onBehalfOf", "controller:7")
                    .containsEntry("correlationId", "ticket-7")
                    .containsEntry("sourceAddress", "127.0.0.1")
                    .containsEntry("causationId", said.get("commandId"));
                assertThat(said.get("serviceVersion")).startsWith("annals-query-service/");
              });
      assertThat(log.head().value()).isEqualTo(2);
      assertThatThrownBy(this::appendToPayments).hasMessageContaining("permission denied");
    }
  }

  private static double waiting(QueryServer server) throws Exception {
    var metric = server.get("/actuator/metrics/annals.operations.acts.waiting").json();
    return metric.required("measurements").get(0).required("value").asDouble();
  }

  private LogConnection owner(String schema) {
    var password = url.substring(url.indexOf("password=") + "password=".length());
    return new LogConnection(url, "postgres", password, schema);
  }

  private void appendToPayments() throws SQLException {
    try (var connection = DriverManager.getConnection(plainUrl, USER, PASSWORD);
        var statement = connection.createStatement()) {
      statement.execute("INSERT INTO annals_log.event DEFAULT VALUES");
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
