package dev.annals.query.payments.account;

import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.eventstore.projection.RowCopy;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Writes what a batch of events did to accounts, in few statements. */
final class AccountRows {

  private final Connection readDatabase;
  private final JdbcClient jdbc;

  AccountRows(Connection readDatabase) {
    this.readDatabase = readDatabase;
    this.jdbc = JdbcClient.create(new SingleConnectionDataSource(readDatabase, true));
  }

  /** An account that the batch changed, with the balance it had before. */
  private record Balanced(AccountChange account, BigInteger before) {}

  private record StatusRow(String accountId, AccountChange.StatusChange change) {}

  /**
   * Writes all changes.
   *
   * @param changes one per account
   */
  void write(List<AccountChange> changes) throws SQLException {
    var opened = changes.stream().filter(change -> change.opening() != null).toList();
    var others = changes.stream().filter(change -> change.opening() == null).toList();
    insert(opened);
    var balanced = update(others);
    opened.forEach(account -> balanced.add(new Balanced(account, BigInteger.ZERO)));
    insertStatuses(changes);
    copyEntries(balanced);
  }

  private void insert(List<AccountChange> opened) {
    if (opened.isEmpty()) {
      return;
    }
    statement(AccountSql.INSERT_OPENED, opened)
        .param("owners", texts(opened, each -> opening(each).owner()))
        .param("currencies", texts(opened, each -> opening(each).currency().getCurrencyCode()))
        .param("overdraftLimits", numbers(opened, each -> opening(each).overdraftLimit()))
        .param("openedAt", texts(opened, each -> each.statuses().getFirst().when().at().toString()))
        .update();
  }

  private List<Balanced> update(List<AccountChange> changes) {
    if (changes.isEmpty()) {
      return new ArrayList<>();
    }
    var balances = new @Nullable BigInteger[changes.size()];
    statement(AccountSql.UPDATE_CHANGED, changes)
        .query(
            row -> {
              balances[row.getInt(1) - 1] = row.getBigDecimal(2).toBigIntegerExact();
            });
    requireKnown(changes, balances);
    var balanced = new ArrayList<Balanced>(changes.size());
    for (var i = 0; i < balances.length; i++) {
      var account = changes.get(i);
      var after = Objects.requireNonNull(balances[i]);
      balanced.add(new Balanced(account, after.subtract(BigInteger.valueOf(account.amount()))));
    }
    return balanced;
  }

  private static void requireKnown(List<AccountChange> changes, @Nullable BigInteger[] balances) {
    var unknown =
        IntStream.range(0, balances.length)
            .filter(i -> balances[i] == null)
            .mapToObj(i -> changes.get(i).accountId())
            .toList();
    if (!unknown.isEmpty()) {
      throw new IllegalStateException("Events concern accounts that were never opened: " + unknown);
    }
  }

  private JdbcClient.StatementSpec statement(String sql, List<AccountChange> changes) {
    return jdbc.sql(sql)
        .param("accountIds", texts(changes, AccountChange::accountId))
        .param("amounts", numbers(changes, AccountChange::amount))
        .param("statuses", texts(changes, AccountChange::lastStatus))
        .param("positions", numbers(changes, AccountChange::position));
  }

  private void insertStatuses(List<AccountChange> changes) {
    var rows =
        changes.stream()
            .flatMap(
                account ->
                    account.statuses().stream()
                        .map(change -> new StatusRow(account.accountId(), change)))
            .toList();
    if (!rows.isEmpty()) {
      jdbc.sql(AccountSql.INSERT_STATUSES)
          .param("accountIds", texts(rows, StatusRow::accountId))
          .param("positions", numbers(rows, row -> row.change().when().position()))
          .param("at", texts(rows, row -> row.change().when().at().toString()))
          .param("statuses", texts(rows, row -> row.change().status().name()))
          .update();
    }
  }

  private void copyEntries(List<Balanced> accounts) throws SQLException {
    if (accounts.stream().allMatch(each -> each.account().movements().isEmpty())) {
      return;
    }
    try (var copy =
        RowCopy.begin(readDatabase, AccountSql.COPY_ENTRIES, AccountSql.COPY_ENTRIES_COLUMNS)) {
      for (var each : accounts) {
        var balance = each.before();
        for (var movement : each.account().movements()) {
          balance = balance.add(BigInteger.valueOf(movement.minorUnits()));
          addEntry(copy, each.account().accountId(), movement, balance);
        }
      }
      copy.end();
    }
  }

  private static void addEntry(
      RowCopy copy, String accountId, Movement movement, BigInteger balanceAfter)
      throws SQLException {
    copy.row()
        .text(accountId)
        .number(movement.when().position())
        .instant(movement.when().at())
        .text(movement.kind().name())
        .number(movement.minorUnits())
        .number(balanceAfter)
        .text(movement.amount().currency().getCurrencyCode())
        .text(movement.counterparty())
        .text(movement.transferId())
        .text(movement.reference());
  }

  private static AccountOpened opening(AccountChange change) {
    return Objects.requireNonNull(change.opening());
  }

  private static <T> @Nullable String[] texts(List<T> changes, Function<T, @Nullable String> part) {
    return changes.stream().map(part).toArray(String[]::new);
  }

  private static <T> long[] numbers(List<T> changes, ToLongFunction<T> part) {
    return changes.stream().mapToLong(part).toArray();
  }
}
