package dev.annals.query.payments.transfer;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.payments.TransferView;
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
import java.util.Currency;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads transfers, as their rows have them: what is personal is encrypted. Each answer is one
 * statement, and so one snapshot.
 */
final class TransferQueries {

  private final JdbcClient jdbc;

  TransferQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Projected<Found<TransferView>> transfer(TransferId transferId, AsOf moment) {
    return jdbc.sql(TransferSql.SELECT)
        .param("transferId", transferId.value())
        .param("projection", TransferProjection.ID.name())
        .query((row, _) -> projected(row, moment))
        .single();
  }

  private static Projected<Found<TransferView>> projected(ResultSet row, AsOf moment)
      throws SQLException {
    return new Projected<>(
        SequencePosition.of(row.getLong("projected")), found(row, moment.position()));
  }

  /** What became of a transfer never changes: all there is to know is since when. */
  private static Found<TransferView> found(ResultSet row, SequencePosition position)
      throws SQLException {
    if (row.getString("transfer_id") == null) {
      return new Nowhere<>();
    }
    return row.getLong("position") > position.value() ? new NotYet<>() : new There<>(view(row));
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
        row.getLong("position"),
        null);
  }
}
