package dev.annals.query.payments.transfer;

import dev.annals.eventstore.projection.PastTable;
import java.util.List;

/** Every statement this slice runs; a test plans each one on PostgreSQL. */
final class TransferSql {

  /** One row per completed transfer. Only ever added to. */
  static final String TABLES =
      """
      CREATE TABLE transfer_view (
        transfer_id       text COLLATE "C" PRIMARY KEY,
        debit_account_id  text COLLATE "C" NOT NULL,
        credit_account_id text COLLATE "C" NOT NULL,
        amount            bigint      NOT NULL,
        currency          text        NOT NULL,
        reference         text        NOT NULL,
        at                timestamptz NOT NULL,
        position          bigint      NOT NULL
      )
      """;

  static final String INSERT =
      """
      INSERT INTO transfer_view (
        transfer_id, debit_account_id, credit_account_id, amount, currency, reference, at, position)
      SELECT transfer_id, debit_account_id, credit_account_id, amount, currency, reference, at,
             position
        FROM unnest(
               CAST(:transferIds AS text[]),
               CAST(:debitAccountIds AS text[]),
               CAST(:creditAccountIds AS text[]),
               CAST(:amounts AS bigint[]),
               CAST(:currencies AS text[]),
               CAST(:references AS text[]),
               CAST(CAST(:at AS text[]) AS timestamptz[]),
               CAST(:positions AS bigint[]))
             AS transfer (
               transfer_id, debit_account_id, credit_account_id, amount, currency, reference, at,
               position)
      """;

  /**
   * One row also if there is no such transfer: the projection's position is always part of the
   * answer.
   */
  static final String SELECT =
      """
      SELECT token.position AS projected, transfer.transfer_id, transfer.debit_account_id,
             transfer.credit_account_id, transfer.amount, transfer.currency, transfer.reference,
             transfer.at, transfer.position
        FROM view_progress AS token
        LEFT JOIN transfer_view AS transfer ON transfer.transfer_id = :transferId
       WHERE token.projection = :projection
      """;

  /** Rows are only ever added. */
  static final PastTable PAST =
      new PastTable(
          "transfer_view",
          List.of("transfer_id"),
          """
          SELECT transfer_id, debit_account_id, credit_account_id, amount, currency, reference, at,
                 position
            FROM transfer_view
           WHERE position <= :position
          """);

  static final List<String> ALL = List.of(INSERT, SELECT, PAST.rowsAt());

  private TransferSql() {}
}
