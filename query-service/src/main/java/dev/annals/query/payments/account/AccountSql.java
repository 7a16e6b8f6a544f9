package dev.annals.query.payments.account;

import java.util.List;

/** Every statement this slice runs; a test plans each one on PostgreSQL. */
final class AccountSql {

  /**
   * One row per account. Identifiers sort by code point everywhere: keyset pagination depends on
   * it. Whoever credits an account does not look at its balance, so no rule keeps it within 64
   * bits. Balances change often and no index holds them: leaves room for new row versions on the
   * same page.
   */
  static final String TABLES =
      """
      CREATE TABLE account_view (
        account_id      text COLLATE "C" PRIMARY KEY,
        owner           text           NOT NULL,
        currency        text           NOT NULL,
        overdraft_limit bigint         NOT NULL,
        balance         numeric(38, 0) NOT NULL,
        status          text           NOT NULL CHECK (status IN ('OPEN', 'FROZEN', 'CLOSED')),
        opened_at       timestamptz    NOT NULL,
        position        bigint         NOT NULL
      )
      WITH (fillfactor = 80)
      """;

  static final String INSERT_OPENED =
      """
      INSERT INTO account_view (
        account_id, owner, currency, overdraft_limit, balance, status, opened_at, position)
      SELECT account_id, owner, currency, overdraft_limit, balance, status, opened_at, position
        FROM unnest(
               CAST(:accountIds AS text[]),
               CAST(:owners AS text[]),
               CAST(:currencies AS text[]),
               CAST(:overdraftLimits AS bigint[]),
               CAST(:amounts AS bigint[]),
               CAST(:statuses AS text[]),
               CAST(CAST(:openedAt AS text[]) AS timestamptz[]),
               CAST(:positions AS bigint[]))
             AS opened (
               account_id, owner, currency, overdraft_limit, balance, status, opened_at, position)
      """;

  /** A status of null leaves the status alone. */
  static final String UPDATE_CHANGED =
      """
      UPDATE account_view AS account
         SET balance = account.balance + change.amount,
             status = COALESCE(change.status, account.status),
             position = change.position
        FROM unnest(
               CAST(:accountIds AS text[]),
               CAST(:amounts AS bigint[]),
               CAST(:statuses AS text[]),
               CAST(:positions AS bigint[]))
             AS change (account_id, amount, status, position)
       WHERE account.account_id = change.account_id
      """;

  /**
   * One row also if there is no such account: the projection's position is always part of the
   * answer.
   */
  static final String SELECT_ACCOUNT =
      """
      SELECT token.position AS projected, account.account_id, account.owner, account.currency,
             account.overdraft_limit, account.balance, account.status, account.opened_at,
             account.position
        FROM projection.live_progress AS token
        LEFT JOIN account_view AS account ON account.account_id = :accountId
       WHERE token.projection = :projection
      """;

  /** At least one row, as above. */
  static final String SELECT_PAGE =
      """
      SELECT token.position AS projected, account.account_id, account.owner, account.currency,
             account.overdraft_limit, account.balance, account.status, account.opened_at,
             account.position
        FROM projection.live_progress AS token
        LEFT JOIN LATERAL (
               SELECT account_id, owner, currency, overdraft_limit, balance, status, opened_at,
                      position
                 FROM account_view
                WHERE account_id > :after
                ORDER BY account_id
                LIMIT :limit) AS account ON TRUE
       WHERE token.projection = :projection
       ORDER BY account.account_id
      """;

  static final List<String> ALL =
      List.of(INSERT_OPENED, UPDATE_CHANGED, SELECT_ACCOUNT, SELECT_PAGE);

  private AccountSql() {}
}
