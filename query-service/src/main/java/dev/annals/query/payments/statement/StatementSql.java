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
   * One array in the order of the accounts: the balance after the last entry of each, zero where
   * there is none yet, null where there is no such account.
   */
  static final String SELECT_BALANCES =
      """
      SELECT ARRAY(
               SELECT COALESCE(
                        (SELECT balance_after
                           FROM statement_entry
                          WHERE account_id = wanted.account_id
                          ORDER BY position DESC
                          LIMIT 1),
                        (SELECT 0 FROM statement WHERE account_id = wanted.account_id))
                 FROM unnest(CAST(:accountIds AS text[])) WITH ORDINALITY
                      AS wanted (account_id, number)
                ORDER BY wanted.number)
      """;

  /** Not among those that can be planned; a view without rows would fail every other test. */
  static final String COPY_ENTRIES =
      """
      COPY statement_entry (
        account_id, position, at, kind, amount, balance_after, currency, counterparty,
        transfer_id, reference)
      FROM STDIN (FORMAT binary)
      """;

  static final int COPY_ENTRIES_COLUMNS = 10;

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

  static final List<String> ALL = List.of(INSERT_OPENED, SELECT_BALANCES, SELECT_PAGE);

  private StatementSql() {}
}
