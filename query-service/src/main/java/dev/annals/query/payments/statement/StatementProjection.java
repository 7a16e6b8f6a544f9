package dev.annals.query.payments.statement;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import dev.annals.eventstore.projection.Delivery;
import dev.annals.eventstore.projection.EventDecoder;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionId;
import dev.annals.query.payments.statement.StatementChanges.Opening;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One row per movement of money and account it touches, with the balance after it. */
final class StatementProjection implements Projection {

  /** Raise the version whenever the same events would give other rows. */
  static final ProjectionId ID = new ProjectionId("payments.statement", 1);

  private static final Set<String> EVENT_TYPES =
      Set.of(AccountOpened.TYPE, MoneyDeposited.TYPE, MoneyWithdrawn.TYPE, MoneyTransferred.TYPE);

  private final EventDecoder<PaymentEvent> decoder =
      new EventDecoder<>(PaymentEvent.class, PaymentEvent.TYPES);

  @Override
  public ProjectionId id() {
    return ID;
  }

  @Override
  public Set<String> eventTypes() {
    return EVENT_TYPES;
  }

  @Override
  public Optional<String> orderedBy() {
    return Optional.of(PaymentEvent.ACCOUNT_TAG);
  }

  @Override
  public String tables() {
    return StatementSql.TABLES;
  }

  @Override
  public void apply(List<Delivery> deliveries, Connection readDatabase) {
    var changes = new StatementChanges();
    for (var delivery : deliveries) {
      changes.add(delivery, delivery.payload(decoder));
    }
    var jdbc = JdbcClient.create(new SingleConnectionDataSource(readDatabase, true));
    insertOpened(jdbc, changes.openings());
    insertMovements(jdbc, changes.movements());
  }

  private static void insertOpened(JdbcClient jdbc, List<Opening> openings) {
    if (!openings.isEmpty()) {
      jdbc.sql(StatementSql.INSERT_OPENED)
          .param("accountIds", openings.stream().map(Opening::accountId).toArray(String[]::new))
          .param("positions", openings.stream().mapToLong(Opening::position).toArray())
          .update();
    }
  }

  private static void insertMovements(JdbcClient jdbc, List<Movement> movements) {
    if (movements.isEmpty()) {
      return;
    }
    var rows =
        jdbc.sql(StatementSql.INSERT_MOVEMENTS)
            .param("accountIds", texts(movements, each -> each.accountId().value()))
            .param("positions", movements.stream().mapToLong(Movement::position).toArray())
            .param("at", texts(movements, each -> each.when().at().toString()))
            .param("kinds", texts(movements, each -> each.kind().name()))
            .param("amounts", movements.stream().mapToLong(Movement::minorUnits).toArray())
            .param(
                "currencies", texts(movements, each -> each.amount().currency().getCurrencyCode()))
            .param("counterparties", texts(movements, Movement::counterparty))
            .param("transferIds", texts(movements, Movement::transferId))
            .param("references", texts(movements, Movement::reference))
            .update();
    if (rows != movements.size()) {
      throw new IllegalStateException(
          "Of %d movements only %d are of accounts ever opened; they are among %s"
              .formatted(
                  movements.size(),
                  rows,
                  movements.stream().map(Movement::accountId).distinct().toList()));
    }
  }

  private static @Nullable String[] texts(
      List<Movement> movements, Function<Movement, @Nullable String> part) {
    return movements.stream().map(part).toArray(String[]::new);
  }
}
