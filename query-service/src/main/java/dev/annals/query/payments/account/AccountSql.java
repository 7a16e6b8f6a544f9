package dev.annals.query.payments.account;

import java.util.List;

/** Every statement that writes this view; a test plans each one on PostgreSQL. */
final class AccountSql {

  /**
   * One row per account as it is now; and what it was at any time: one row per movement and
   * account, so that a transfer gives two at the same position, and one row per status, the first
   * of which is the opening. The last two are only ever added to, so that what an account was at a
   * position is in the last rows up to there, however long its history.
   *
   * <p>Identifiers sort by code point everywhere: keyset pagination depends on it. Whoever credits
   * an account does not look at its balance, so no rule keeps it within 64 bits. Balances change
   * often and no index holds them: half of each page is left to new row versions, which a rebuild
   * makes faster than old ones can be cleared away.
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
      WITH (fillfactor = 50);
      CREATE TABLE account_status (
        account_id text COLLATE "C" NOT NULL,
        position   bigint      NOT NULL,
        at         timestamptz NOT NULL,
        status     text        NOT NULL CHECK (status IN ('OPEN', 'FROZEN', 'CLOSED')),
        PRIMARY KEY (account_id, position)
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

  /**
   * Says for each account, by its place in the arrays, what balance it has now; nothing for those
   * that do not exist. A status of null leaves the status alone.
   */
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
             WITH ORDINALITY AS change (account_id, amount, status, position, number)
       WHERE account.account_id = change.account_id
      RETURNING change.number, account.balance
      """;

  static final String INSERT_STATUSES =
      """
      INSERT INTO account_status (account_id, position, at, status)
      SELECT account_id, position, at, status
        FROM unnest(
               CAST(:accountIds AS text[]),
               CAST(:positions AS bigint[]),
               CAST(CAST(:at AS text[]) AS timestamptz[]),
               CAST(:statuses AS text[]))
             AS change (account_id, position, at, status)
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

  static final List<String> ALL = List.of(INSERT_OPENED, UPDATE_CHANGED, INSERT_STATUSES);

  private AccountSql() {}
}
