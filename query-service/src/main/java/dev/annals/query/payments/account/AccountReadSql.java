package dev.annals.query.payments.account;

import dev.annals.eventstore.projection.PastTable;
import java.util.List;

/**
 * Every statement that reads this view; a test plans each one on PostgreSQL. Each has one row also
 * if there is nothing to be found: the projection's position is always part of the answer.
 */
final class AccountReadSql {

  /** Nothing if the account was opened later than {@code :position}. */
  private static final String OPENING =
      """
      LEFT JOIN LATERAL (
             SELECT position
               FROM account_status
              WHERE account_id = account.account_id AND position <= :position
              ORDER BY position
              LIMIT 1) AS opening ON TRUE
      """;

  /** What held by {@code :position}; nothing if the account was opened later. */
  private static final String LAST_STATUS =
      """
      LEFT JOIN LATERAL (
             SELECT position, status
               FROM account_status
              WHERE account_id = account.account_id AND position <= :position
              ORDER BY position DESC
              LIMIT 1) AS status ON TRUE
      """;

  /** The last movement up to {@code :position}; nothing if there was none. */
  private static final String LAST_ENTRY =
      """
      LEFT JOIN LATERAL (
             SELECT position, balance_after
               FROM statement_entry
              WHERE account_id = account.account_id AND position <= :position
              ORDER BY position DESC
              LIMIT 1) AS entry ON TRUE
      """;

  static final String SELECT_ACCOUNT =
      """
      SELECT token.position AS projected, account.account_id, account.owner, account.currency,
             account.overdraft_limit, account.balance, account.status, account.opened_at,
             account.position
        FROM view_progress AS token
        LEFT JOIN account_view AS account ON account.account_id = :accountId
       WHERE token.projection = :projection
      """;

  /**
   * Without a position if the account was opened later. Two looks into an index, whatever the
   * history's length.
   */
  static final String SELECT_PAST_ACCOUNT =
      """
      SELECT token.position AS projected, account.account_id, account.owner, account.currency,
             account.overdraft_limit, COALESCE(entry.balance_after, 0) AS balance, status.status,
             account.opened_at, GREATEST(status.position, entry.position) AS position
        FROM view_progress AS token
        LEFT JOIN account_view AS account ON account.account_id = :accountId
      """
          + LAST_STATUS
          + LAST_ENTRY
          + """
       WHERE token.projection = :projection
      """;

  /** As above; also for the present. */
  static final String SELECT_BALANCE =
      """
      SELECT token.position AS projected, account.account_id, account.currency,
             COALESCE(entry.balance_after, 0) AS balance,
             COALESCE(entry.position, opening.position) AS position
        FROM view_progress AS token
        LEFT JOIN account_view AS account ON account.account_id = :accountId
      """
          + OPENING
          + LAST_ENTRY
          + """
       WHERE token.projection = :projection
      """;

  static final String SELECT_ACCOUNTS =
      """
      SELECT token.position AS projected, account.account_id, account.owner, account.currency,
             account.overdraft_limit, account.balance, account.status, account.opened_at,
             account.position
        FROM view_progress AS token
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

  /** As of a position, and thus the same whatever page it is. */
  static final String SELECT_ENTRIES =
      """
      SELECT token.position AS projected, account.account_id, opening.position AS opened,
             entry.position, entry.at, entry.kind, entry.amount, entry.balance_after, entry.currency, entry.counterparty,
             entry.transfer_id, entry.reference
        FROM view_progress AS token
        LEFT JOIN account_view AS account ON account.account_id = :accountId
      """
          + OPENING
          + """
        LEFT JOIN LATERAL (
               SELECT position, at, kind, amount, balance_after, currency, counterparty,
                      transfer_id, reference
                 FROM statement_entry
                WHERE account_id = account.account_id AND position > :afterPosition
                  AND position <= :position
                ORDER BY position
                LIMIT :limit) AS entry ON TRUE
       WHERE token.projection = :projection
       ORDER BY entry.position
      """;

  /**
   * An account without later events is as its row says. Of any other, what changes is taken from
   * the last rows up to the position, and all the rest stays.
   */
  private static final PastTable PAST_ACCOUNTS =
      new PastTable(
          "account_view",
          List.of("account_id"),
          """
          SELECT account_id, owner, currency, overdraft_limit, balance, status, opened_at, position
            FROM account_view
           WHERE position <= :position
          UNION ALL
          SELECT account.account_id, account.owner, account.currency, account.overdraft_limit,
                 CAST(COALESCE(entry.balance_after, 0) AS numeric(38, 0)) AS balance,
                 status.status, account.opened_at,
                 GREATEST(status.position, entry.position) AS position
            FROM account_view AS account
          """
              + LAST_STATUS
              + LAST_ENTRY
              + """
           WHERE account.position > :position AND status.position IS NOT NULL
          """);

  private static final PastTable PAST_STATUSES =
      new PastTable(
          "account_status",
          List.of("account_id", "position"),
          """
          SELECT account_id, position, at, status FROM account_status WHERE position <= :position
          """);

  private static final PastTable PAST_ENTRIES =
      new PastTable(
          "statement_entry",
          List.of("account_id", "position"),
          """
          SELECT account_id, position, at, kind, amount, balance_after, currency, counterparty,
                 transfer_id, reference
            FROM statement_entry
           WHERE position <= :position
          """);

  /** What the tables held at any position. */
  static final List<PastTable> PAST = List.of(PAST_ACCOUNTS, PAST_STATUSES, PAST_ENTRIES);

  static final List<String> ALL =
      List.of(
          SELECT_ACCOUNT,
          SELECT_PAST_ACCOUNT,
          SELECT_BALANCE,
          SELECT_ACCOUNTS,
          SELECT_ENTRIES,
          PAST_ACCOUNTS.rowsAt(),
          PAST_STATUSES.rowsAt(),
          PAST_ENTRIES.rowsAt());

  private AccountReadSql() {}
}
