package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.AccountView;
import dev.annals.contracts.payments.AccountView.Status;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.query.web.Projected;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the account view. Each answer is one statement, and so one snapshot. */
final class AccountQueries {

  private final JdbcClient jdbc;

  AccountQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Projected<Optional<AccountView>> account(AccountId accountId) {
    var page = read(jdbc.sql(AccountReadSql.SELECT_ACCOUNT).param("accountId", accountId.value()));
    return new Projected<>(page.position(), page.value().stream().findFirst());
  }

  /**
   * Accounts in the order of their identifiers.
   *
   * @param after exclusive; null for the first page
   */
  Projected<List<AccountView>> accounts(@Nullable AccountId after, int limit) {
    return read(
        jdbc.sql(AccountReadSql.SELECT_ACCOUNTS)
            .param("after", after == null ? "" : after.value())
            .param("limit", limit));
  }

  private static Projected<List<AccountView>> read(JdbcClient.StatementSpec statement) {
    return statement
        .param("projection", AccountProjection.ID.name())
        .query(AccountQueries::extract);
  }

  private static Projected<List<AccountView>> extract(ResultSet rows) throws SQLException {
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
        row.getLong("position"));
  }
}
