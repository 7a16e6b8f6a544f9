package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.AccountView;
import dev.annals.contracts.payments.AccountView.Status;
import dev.annals.contracts.payments.BalanceView;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.query.web.AsOf;
import dev.annals.query.web.Found;
import dev.annals.query.web.Found.NotYet;
import dev.annals.query.web.Found.Nowhere;
import dev.annals.query.web.Found.There;
import dev.annals.query.web.Projected;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads accounts and their balances, as their rows have them: what is personal is encrypted. Each
 * answer is one statement, and so one snapshot.
 */
final class AccountQueries {

  private final JdbcClient jdbc;
  private final BuiltTables tables;

  AccountQueries(JdbcClient jdbc, BuiltTables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  Projected<Found<AccountView>> account(AccountId accountId, AsOf moment) {
    if (moment.isNow()) {
      return ask(
          jdbc.sql(AccountReadSql.SELECT_ACCOUNT).param("accountId", accountId.value()),
          rows -> one(rows, AccountQueries::view));
    }
    return asOf(AccountReadSql.SELECT_PAST_ACCOUNT, accountId, moment, AccountQueries::view);
  }

  Projected<Found<BalanceView>> balance(AccountId accountId, AsOf moment) {
    return asOf(AccountReadSql.SELECT_BALANCE, accountId, moment, AccountQueries::balanceView);
  }

  private <T> Projected<Found<T>> asOf(
      String sql, AccountId accountId, AsOf moment, RowReader<T> row) {
    tables.require();
    return ask(
        jdbc.sql(sql)
            .param("accountId", accountId.value())
            .param("position", moment.position().value()),
        rows -> one(rows, row));
  }

  /**
   * Accounts in the order of their identifiers.
   *
   * @param after exclusive; null for the first page
   */
  Projected<List<AccountView>> accounts(@Nullable AccountId after, int limit) {
    return ask(
        jdbc.sql(AccountReadSql.SELECT_ACCOUNTS)
            .param("after", after == null ? "" : after.value())
            .param("limit", limit),
        AccountQueries::page);
  }

  private static <T> T ask(JdbcClient.StatementSpec statement, ResultSetExtractor<T> rows) {
    return statement.param("projection", AccountProjection.ID.name()).query(rows);
  }

  /** A view that has no build yet is at its origin. */
  private static <T> Projected<Found<T>> one(ResultSet row, RowReader<T> reader)
      throws SQLException {
    if (!row.next()) {
      return new Projected<>(SequencePosition.ORIGIN, new Nowhere<>());
    }
    return new Projected<>(SequencePosition.of(row.getLong("projected")), found(row, reader));
  }

  private static <T> Found<T> found(ResultSet row, RowReader<T> reader) throws SQLException {
    if (row.getString("account_id") == null) {
      return new Nowhere<>();
    }
    return row.getString("position") == null ? new NotYet<>() : new There<>(reader.read(row));
  }

  private static Projected<List<AccountView>> page(ResultSet rows) throws SQLException {
    var position = SequencePosition.ORIGIN;
    var accounts = new ArrayList<AccountView>();
    while (rows.next()) {
      position = SequencePosition.of(rows.getLong("projected"));
      if (rows.getString("account_id") != null) {
        accounts.add(view(rows));
      }
    }
    return new Projected<>(position, accounts);
  }

  private static AccountView view(ResultSet row) throws SQLException {
    return new AccountView(
        new AccountId(row.getString("account_id")),
        row.getString("owner"),
        Currency.getInstance(row.getString("currency")),
        row.getLong("overdraft_limit"),
        row.getBigDecimal("balance").toBigIntegerExact(),
        Status.valueOf(row.getString("status")),
        row.getObject("opened_at", OffsetDateTime.class).toInstant(),
        row.getLong("position"),
        null);
  }

  private static BalanceView balanceView(ResultSet row) throws SQLException {
    return new BalanceView(
        new AccountId(row.getString("account_id")),
        Currency.getInstance(row.getString("currency")),
        row.getBigDecimal("balance").toBigIntegerExact(),
        row.getLong("position"));
  }
}
