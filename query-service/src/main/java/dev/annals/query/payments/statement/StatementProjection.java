package dev.annals.query.payments.statement;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import dev.annals.eventstore.projection.Delivery;
import dev.annals.eventstore.projection.EventDecoder;
import dev.annals.eventstore.projection.PastTable;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionId;
import dev.annals.eventstore.projection.RowCopy;
import dev.annals.query.payments.statement.StatementChanges.Opening;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
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
  public List<PastTable> pastTables() {
    return List.of();
  }

  @Override
  public void apply(List<Delivery> deliveries, Connection readDatabase) throws SQLException {
    var changes = new StatementChanges();
    for (var delivery : deliveries) {
      changes.add(delivery, delivery.payload(decoder));
    }
    insertOpened(jdbc(readDatabase), changes.openings());
    if (!changes.movements().isEmpty()) {
      var balances = balances(jdbc(readDatabase), changes.movements());
      addEntries(readDatabase, changes.movements(), balances);
    }
  }

  private static JdbcClient jdbc(Connection readDatabase) {
    return JdbcClient.create(new SingleConnectionDataSource(readDatabase, true));
  }

  private static void insertOpened(JdbcClient jdbc, List<Opening> openings) {
    if (!openings.isEmpty()) {
      jdbc.sql(StatementSql.INSERT_OPENED)
          .param("accountIds", openings.stream().map(Opening::accountId).toArray(String[]::new))
          .param("positions", openings.stream().mapToLong(Opening::position).toArray())
          .update();
    }
  }

  /** Where each account's entries carry on, in the order of the accounts. */
  private static List<BigInteger> balances(
      JdbcClient jdbc, SortedMap<String, List<Movement>> movements) {
    var accountIds = movements.keySet().toArray(String[]::new);
    var balances =
        jdbc.sql(StatementSql.SELECT_BALANCES)
            .param("accountIds", accountIds)
            .query((row, _) -> (@Nullable BigDecimal[]) row.getArray(1).getArray())
            .single();
    var known = new ArrayList<BigInteger>(accountIds.length);
    for (var i = 0; i < accountIds.length; i++) {
      var balance = balances[i];
      if (balance == null) {
        throw new IllegalStateException(
            "Money moves on account %s, which was never opened".formatted(accountIds[i]));
      }
      known.add(balance.toBigIntegerExact());
    }
    return known;
  }

  private static void addEntries(
      Connection readDatabase,
      SortedMap<String, List<Movement>> movements,
      List<BigInteger> balances)
      throws SQLException {
    try (var copy =
        RowCopy.begin(readDatabase, StatementSql.COPY_ENTRIES, StatementSql.COPY_ENTRIES_COLUMNS)) {
      var before = balances.iterator();
      for (var ofAccount : movements.values()) {
        var balance = before.next();
        for (var movement : ofAccount) {
          balance = balance.add(BigInteger.valueOf(movement.minorUnits()));
          addEntry(copy, movement, balance);
        }
      }
      copy.end();
    }
  }

  private static void addEntry(RowCopy copy, Movement movement, BigInteger balanceAfter)
      throws SQLException {
    copy.row()
        .text(movement.accountId().value())
        .number(movement.position())
        .instant(movement.when().at())
        .text(movement.kind().name())
        .number(movement.minorUnits())
        .number(balanceAfter)
        .text(movement.amount().currency().getCurrencyCode())
        .text(movement.counterparty())
        .text(movement.transferId())
        .text(movement.reference());
  }
}
