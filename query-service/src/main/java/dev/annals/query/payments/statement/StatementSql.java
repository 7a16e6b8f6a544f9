package dev.annals.query.payments.statement;

import java.util.List;

/** Every statement this slice runs; a test plans each one on PostgreSQL. */
final class StatementSql {

  /**
   * Which accounts have a statement, even an empty one; and one row per movement and account, so
   * that a transfer gives two at the same position. Only ever added to. As to the balances' type,
   * no rule keeps them within 64 bits.
   */
  static final String TABLES =
      """
      CREATE TABLE statement (
        account_id text COLLATE "C" PRIMARY KEY,
        position   bigint NOT NULL
      );
      CREATE TABLE statement_entry (
        account_id    text COLLATE "C" NOT NULL,
        position      bigint         NOT NULL,
        at            timestamptz    NOT NULL,
        kind          text           NOT NULL
                      CHECK (kind IN ('DEPOSIT', 'WITHDRAWAL', 'TRANSFER_IN', 'TRANSFER_OUT')),
        amount        bigint         NOT NULL,
        balance_after numeric(38, 0) NOT NULL,
        currency      text           NOT NULL,
        counterparty  text COLLATE "C",
        transfer_id   text COLLATE "C",
        reference     text           NOT NULL,
        PRIMARY KEY (account_id, position)
      )
      """;

  static final String INSERT_OPENED =
      """
      INSERT INTO statement (account_id, position)
      SELECT account_id, position
        FROM unnest(CAST(:accountIds AS text[]), CAST(:positions AS bigint[]))
             AS opened (account_id, position)
      """;

  /**
   * Carries on from each account's last entry. The join with the accounts leaves out movements of
   * unknown ones, which the caller notices by the number of rows.
   */
  static final String INSERT_MOVEMENTS =
      """
      INSERT INTO statement_entry (
        account_id, position, at, kind, amount, balance_after, currency, counterparty,
        transfer_id, reference)
      SELECT movement.account_id, movement.position, movement.at, movement.kind, movement.amount,
             COALESCE(last.balance_after, 0)
               + sum(movement.amount) OVER (
                   PARTITION BY movement.account_id ORDER BY movement.position),
             movement.currency, movement.counterparty, movement.transfer_id, movement.reference
        FROM unnest(
               CAST(:accountIds AS text[]),
               CAST(:positions AS bigint[]),
               CAST(CAST(:at AS text[]) AS timestamptz[]),
               CAST(:kinds AS text[]),
               CAST(:amounts AS bigint[]),
               CAST(:currencies AS text[]),
               CAST(:counterparties AS text[]),
               CAST(:transferIds AS text[]),
               CAST(:references AS text[]))
             AS movement (
               account_id, position, at, kind, amount, currency, counterparty, transfer_id,
               reference)
        JOIN statement AS account ON account.account_id = movement.account_id
        LEFT JOIN LATERAL (
               SELECT balance_after
                 FROM statement_entry
                WHERE account_id = movement.account_id
                ORDER BY position DESC
                LIMIT 1) AS last ON TRUE
      """;

  /**
   * One row also if there is no such account or no entry: the projection's position is always part
   * of the answer.
   */
  static final String SELECT_PAGE =
      """
      SELECT token.position AS projected, account.account_id, entry.position, entry.at, entry.kind,
             entry.amount, entry.balance_after, entry.currency, entry.counterparty,
             entry.transfer_id, entry.reference
        FROM projection.live_progress AS token
        LEFT JOIN statement AS account ON account.account_id = :accountId
        LEFT JOIN LATERAL (
               SELECT position, at, kind, amount, balance_after, currency, counterparty,
                      transfer_id, reference
                 FROM statement_entry
                WHERE account_id = account.account_id AND position > :after
                ORDER BY position
                LIMIT :limit) AS entry ON TRUE
       WHERE token.projection = :projection
       ORDER BY entry.position
      """;

  static final List<String> ALL = List.of(INSERT_OPENED, INSERT_MOVEMENTS, SELECT_PAGE);

  private StatementSql() {}
}
