package dev.annals.query.payments.transfer;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.payments.TransferView;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.query.web.Projected;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads transfers. Each answer is one statement, and so one snapshot. */
final class TransferQueries {

  private final JdbcClient jdbc;

  TransferQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Projected<Optional<TransferView>> transfer(TransferId transferId) {
    return jdbc.sql(TransferSql.SELECT)
        .param("transferId", transferId.value())
        .param("projection", TransferProjection.ID.name())
        .query((row, _) -> projected(row))
        .single();
  }

  private static Projected<Optional<TransferView>> projected(ResultSet row) throws SQLException {
    var known = row.getString("transfer_id") != null;
    return new Projected<>(
        SequencePosition.of(row.getLong("projected")),
        known ? Optional.of(view(row)) : Optional.empty());
  }

  private static TransferView view(ResultSet row) throws SQLException {
    return new TransferView(
        new TransferId(row.getString("transfer_id")),
        new AccountId(row.getString("debit_account_id")),
        new AccountId(row.getString("credit_account_id")),
        row.getLong("amount"),
        Currency.getInstance(row.getString("currency")),
        row.getString("reference"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getLong("position"));
  }
}
