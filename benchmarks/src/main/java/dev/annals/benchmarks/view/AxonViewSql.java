package dev.annals.benchmarks.view;

import java.util.List;

/**
 * The statements of the peer's event handlers, one or two for each event; a test plans each one on
 * PostgreSQL.
 */
final class AxonViewSql {

  static final String INSERT_ACCOUNT =
      """
      INSERT INTO account_view (
        account_id, owner, currency, overdraft_limit, balance, status, opened_at, position)
      VALUES (?, ?, ?, ?, 0, 'OPEN', ?, ?)
      """;

  static final String UPDATE_ACCOUNT =
      """
      UPDATE account_view SET balance = balance + ?, position = ? WHERE account_id = ?
      """;

  static final String INSERT_STATUS =
      """
      INSERT INTO account_status (account_id, position, at, status) VALUES (?, ?, ?, 'OPEN')
      """;

  static final String INSERT_ENTRY =
      """
      INSERT INTO statement_entry (
        account_id, position, at, kind, amount, balance_after, currency, counterparty,
        transfer_id, reference)
      SELECT movement.account_id, movement.position, movement.at, movement.kind, movement.amount,
             movement.amount
               + COALESCE((SELECT balance_after
                             FROM statement_entry
                            WHERE account_id = movement.account_id
                            ORDER BY position DESC
                            LIMIT 1), 0),
             movement.currency, movement.counterparty, movement.transfer_id, movement.reference
        FROM (SELECT ?::text, ?::bigint, ?::timestamptz, ?::text, ?::bigint, ?::text, ?::text, ?::text, ?::text)
             AS movement (
               account_id, position, at, kind, amount, currency, counterparty, transfer_id,
               reference)
      """;

  static final List<String> ALL =
      List.of(INSERT_ACCOUNT, UPDATE_ACCOUNT, INSERT_STATUS, INSERT_ENTRY);

  private AxonViewSql() {}
}
