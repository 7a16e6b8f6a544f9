package dev.annals.torture.reads;

import java.util.List;

/** Every statement of the campaign against the read side; a test plans each one on PostgreSQL. */
final class ReadsSql {

  /**
   * Without a key that would refuse a second delivery. The number grows with each delivery of one
   * account, since whoever writes holds the row of the account's segment.
   */
  static final String DELIVERIES =
      """
      CREATE TABLE delivery (
        account_id text COLLATE "C" NOT NULL,
        position   bigint NOT NULL,
        number     bigint GENERATED ALWAYS AS IDENTITY
      )
      """;

  static final String INSERT_DELIVERIES =
      """
      INSERT INTO delivery (account_id, position)
      SELECT account_id, position
        FROM unnest(?::text[], ?::bigint[]) WITH ORDINALITY AS row (account_id, position, ordinal)
       ORDER BY ordinal
      """;

  static final String SELECT_DELIVERIES =
      """
      SELECT account_id, position FROM live.delivery ORDER BY account_id, number
      """;

  static final String SELECT_INSTANCES =
      """
      SELECT DISTINCT instance FROM projection.instance
      """;

  static final String COUNT_SEGMENTS_OF =
      """
      SELECT count(*)
        FROM projection.segment AS segment
        JOIN projection.build AS build ON build.build = segment.build AND build.state = 'LIVE'
       WHERE segment.owner = ?
      """;

  /** Those that are still the victim's, or have not come as far as the log was when it died. */
  static final String COUNT_UNSERVED =
      """
      SELECT count(*)
        FROM projection.segment AS segment
        JOIN projection.build AS build ON build.build = segment.build AND build.state = 'LIVE'
       WHERE segment.owner IS NULL OR segment.owner = ? OR segment.position < ?
      """;

  /** The view that is least far; zero as long as there is none. */
  static final String SELECT_SLOWEST =
      """
      SELECT COALESCE(min(position), 0), count(*) FROM projection.live_progress
      """;

  static final String COUNT_REPLAYS_WITH_TABLES =
      """
      SELECT (SELECT count(*) FROM projection.replay WHERE state IN ('RUNNING', 'DONE')),
             (SELECT count(*) FROM pg_namespace WHERE nspname ~ '^audit_[0-9]+$')
      """;

  static final List<String> ALL =
      List.of(
          INSERT_DELIVERIES,
          SELECT_DELIVERIES,
          SELECT_INSTANCES,
          COUNT_SEGMENTS_OF,
          COUNT_UNSERVED,
          SELECT_SLOWEST,
          COUNT_REPLAYS_WITH_TABLES);

  private ReadsSql() {}
}
