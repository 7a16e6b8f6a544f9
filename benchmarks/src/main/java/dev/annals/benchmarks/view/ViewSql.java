package dev.annals.benchmarks.view;

import java.util.List;

/**
 * What is in the views of accounts and statements, wherever the search path finds them; a test
 * plans each statement on PostgreSQL.
 */
final class ViewSql {

  /** Where the query service's reads find the live build. */
  static final String USE_LIVE = "SET search_path = live, public";

  /** Of all rows with all their columns, in whatever order they lie. */
  static final String DIGEST_ACCOUNTS =
      """
      SELECT count(*), coalesce(sum(hashtextextended(row_to_json(account)::text, 0)), 0)
        FROM (SELECT account_id, owner, currency, overdraft_limit, balance, status, opened_at, position
                FROM account_view) AS account
      """;

  static final String DIGEST_STATUSES =
      """
      SELECT count(*), coalesce(sum(hashtextextended(row_to_json(became)::text, 0)), 0)
        FROM (SELECT account_id, position, at, status FROM account_status) AS became
      """;

  static final String DIGEST_ENTRIES =
      """
      SELECT count(*), coalesce(sum(hashtextextended(row_to_json(entry)::text, 0)), 0)
        FROM (SELECT account_id, position, at, kind, amount, balance_after, currency, counterparty, transfer_id,
                     reference
                FROM statement_entry) AS entry
      """;

  static final List<String> ALL = List.of(DIGEST_ACCOUNTS, DIGEST_STATUSES, DIGEST_ENTRIES);

  private ViewSql() {}
}
