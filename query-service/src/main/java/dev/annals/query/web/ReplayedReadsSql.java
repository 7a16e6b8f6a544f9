package dev.annals.query.web;

import java.util.List;

/** Every statement by which reads find the tables of replays; a test plans each on PostgreSQL. */
final class ReplayedReadsSql {

  /** Sends the transaction's unqualified names to the replay's tables. */
  static final String ENTER =
      """
      SELECT projection, version, state,
             set_config('search_path', tables, TRUE) AS search_path
        FROM projection.replay
       WHERE replay = :replay
      """;

  static final List<String> ALL = List.of(ENTER);

  private ReplayedReadsSql() {}
}
