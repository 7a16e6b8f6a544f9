package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.StatementEntry;
import dev.annals.contracts.payments.StatementEntry.Kind;
import dev.annals.contracts.payments.TransferId;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.query.web.Projected;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads statements. Each answer is one SQL statement, and so one snapshot. */
final class StatementQueries {

  private final JdbcClient jdbc;

  StatementQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Entries in the order they happened.
   *
   * @param after exclusive
   * @return empty if there is no such account
   */
  Projected<Optional<List<StatementEntry>>> entries(
      AccountId accountId, SequencePosition after, int limit) {
    return jdbc.sql(AccountReadSql.SELECT_ENTRIES)
        .param("accountId", accountId.value())
        .param("afterPosition", after.value())
        .param("limit", limit)
        .param("projection", AccountProjection.ID.name())
        .query(StatementQueries::extract);
  }

  private static Projected<Optional<List<StatementEntry>>> extract(ResultSet rows)
      throws SQLException {
    var position = SequencePosition.ORIGIN;
    var known = false;
    var entries = new ArrayList<StatementEntry>();
    while (rows.next()) {
      position = SequencePosition.of(rows.getLong("projected"));
      known = rows.getString("account_id") != null;
      if (rows.getString("kind") != null) {
        entries.add(entry(rows));
      }
    }
    return new Projected<>(position, known ? Optional.of(entries) : Optional.empty());
  }

  private static StatementEntry entry(ResultSet row) throws SQLException {
    var counterparty = row.getString("counterparty");
    var transferId = row.getString("transfer_id");
    return new StatementEntry(
        row.getLong("position"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        Kind.valueOf(row.getString("kind")),
        row.getLong("amount"),
        row.getBigDecimal("balance_after").toBigIntegerExact(),
        Currency.getInstance(row.getString("currency")),
        counterparty == null ? null : new AccountId(counterparty),
        transferId == null ? null : new TransferId(transferId),
        row.getString("reference"));
  }
}
