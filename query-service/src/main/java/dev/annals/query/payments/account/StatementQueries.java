package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.StatementEntry;
import dev.annals.contracts.payments.StatementEntry.Kind;
import dev.annals.contracts.payments.TransferId;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads statements, as their rows have them: what is personal is encrypted. Each answer is one SQL
 * statement, and so one snapshot.
 */
final class StatementQueries {

  private final JdbcClient jdbc;
  private final BuiltTables tables;

  StatementQueries(JdbcClient jdbc, BuiltTables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  /**
   * Entries in the order they happened.
   *
   * @param after exclusive
   */
  Projected<Found<List<StatementEntry>>> entries(
      AccountId accountId, SequencePosition after, AsOf moment, int limit) {
    tables.require();
    return jdbc.sql(AccountReadSql.SELECT_ENTRIES)
        .param("accountId", accountId.value())
        .param("afterPosition", after.value())
        .param("position", moment.position().value())
        .param("limit", limit)
        .param("projection", AccountProjection.ID.name())
        .query(StatementQueries::extract);
  }

  private static Projected<Found<List<StatementEntry>>> extract(ResultSet rows)
      throws SQLException {
    var position = SequencePosition.ORIGIN;
    Found<List<StatementEntry>> found = new Nowhere<>();
    var entries = new ArrayList<StatementEntry>();
    while (rows.next()) {
      position = SequencePosition.of(rows.getLong("projected"));
      if (rows.getString("account_id") != null) {
        found = rows.getString("opened") == null ? new NotYet<>() : new There<>(entries);
      }
      if (rows.getString("kind") != null) {
        entries.add(entry(rows));
      }
    }
    return new Projected<>(position, found);
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
        row.getString("reference"),
        null);
  }
}
