package dev.annals.eventstore.projection;

import java.util.List;

/** Every statement that keeps progress; a test plans each one on PostgreSQL. */
final class TrackingTokenSql {

  static final String INSERT =
      """
      INSERT INTO tracking_token (projection, version, position)
      VALUES (?, ?, 0)
      ON CONFLICT (projection, version) DO NOTHING
      """;

  static final String SELECT =
      """
      SELECT position FROM tracking_token WHERE projection = ? AND version = ?
      """;

  /**
   * Names the position it starts from, so that of two transactions with the same batch only one
   * finds its row. Run before the rows are written: the row lock then makes the other one wait
   * instead of working in vain.
   */
  static final String ADVANCE =
      """
      UPDATE tracking_token
         SET position = ?, updated_at = now()
       WHERE projection = ? AND version = ? AND position = ?
      """;

  static final List<String> ALL = List.of(INSERT, SELECT, ADVANCE);

  private TrackingTokenSql() {}
}
