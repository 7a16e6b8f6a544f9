package dev.annals.query.payments.account;

import static dev.annals.query.testing.PaymentLog.account;
import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.history;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.Delivery;
import dev.annals.eventstore.projection.PastTable;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionId;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.ReadDatabase;
import dev.annals.query.web.AsOf;
import dev.annals.query.web.Found.There;
import dev.annals.web.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From a release in which accounts and statements were two views. */
class AccountUpgradeIT {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final ReadDatabase database = new ReadDatabase();

  @Test
  void the_new_view_takes_over_and_nothing_of_the_two_stays_behind() throws Exception {
    new PaymentLog(log).append(history(12, 120));
    database.project(
        new Former("payments.account", "CREATE TABLE account_view (old int PRIMARY KEY)"), log, 50);
    database.project(
        new Former("payments.statement", "CREATE TABLE statement_entry (old int PRIMARY KEY)"),
        log,
        50);

    database.projectUntilLive(new AccountProjection(), log);

    var fresh = new ReadDatabase();
    fresh.project(new AccountProjection(), log, 1_000);
    for (var table : List.of("account_view", "account_status", "statement_entry")) {
      assertThat(database.rows(table)).isNotEmpty().isEqualTo(fresh.rows(table));
    }
    assertThat(database.builds())
        .as("the former accounts are kept for going back")
        .containsExactly("payments_account_v1 KEPT", "payments_account_v2 LIVE");
  }

  /** The former accounts seem to be ahead, so that the new ones cannot go live yet. */
  @Test
  void what_needs_the_new_tables_is_refused_until_they_are_built() throws Exception {
    var payments = new PaymentLog(log);
    payments.append(history(12, 120));
    database.project(
        new Former("payments.account", "CREATE TABLE account_view (old int PRIMARY KEY)"), log, 50);
    database.setPositions("payments_account_v1", log.head().value() + 3);
    try (var runners = database.start(new AccountProjection(), log)) {
      var tables = BuiltTables.of(runners.of(AccountProjection.ID));
      var queries = new StatementQueries(database.jdbc(), tables);

      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> queries.entries(account("a1"), SequencePosition.ORIGIN, AsOf.NOW, 10))
          .satisfies(
              refused -> {
                assertThat(refused.problem().status()).isEqualTo(503);
                assertThat(refused.headers()).containsEntry("Retry-After", "5");
              });

      payments.append(deposited("a1", 1), deposited("a1", 2), deposited("a1", 3));
      await()
          .atMost(BOUND)
          .ignoreExceptionsInstanceOf(ProblemException.class)
          .untilAsserted(tables::require);
      assertThat(queries.entries(account("a1"), SequencePosition.ORIGIN, AsOf.NOW, 10).value())
          .isInstanceOf(There.class);
    }
  }

  /** Has tables of these names, with nothing in them. */
  private record Former(String name, String tables) implements Projection {

    @Override
    public ProjectionId id() {
      return new ProjectionId(name, 1);
    }

    @Override
    public Set<String> eventTypes() {
      return Set.of(AccountOpened.TYPE);
    }

    @Override
    public Optional<String> orderedBy() {
      return Optional.of(PaymentEvent.ACCOUNT_TAG);
    }

    @Override
    public List<PastTable> pastTables() {
      return List.of();
    }

    @Override
    public void apply(List<Delivery> deliveries, Connection readDatabase) throws SQLException {}
  }
}
