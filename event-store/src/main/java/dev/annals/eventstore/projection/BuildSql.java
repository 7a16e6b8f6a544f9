package dev.annals.eventstore.projection;

import java.util.List;

/** Every statement about builds; a test plans each one on PostgreSQL. */
final class BuildSql {

  /** Lets one process at a time create, switch or drop builds of a projection. */
  static final String LOCK =
      """
      SELECT pg_advisory_xact_lock(hashtextextended('annals.projection:' || ?, 0))
      """;

  static final String INSERT =
      """
      INSERT INTO projection.build (projection, version, number, tables, segments, state)
      VALUES (?, ?, ?, ?, ?, 'BUILDING')
      RETURNING build, projection, version, number, tables, segments, state
      """;

  static final String INSERT_SEGMENTS =
      """
      INSERT INTO projection.segment (build, segment, position)
      SELECT ?, segment, 0 FROM generate_series(0, ? - 1) AS segment
      """;

  static final String SELECT_ACTIVE =
      """
      SELECT build, projection, version, number, tables, segments, state
        FROM projection.build
       WHERE projection = ? AND state <> 'DROPPED'
       ORDER BY build
      """;

  static final String SELECT_OUTDATED =
      """
      SELECT build, projection, version, number, tables, segments, state
        FROM projection.build
       WHERE projection = ? AND state = 'KEPT'
       ORDER BY changed_at DESC, build DESC
      OFFSET 1
      """;

  /** Also counts builds that were dropped: a name is never used again. */
  static final String NEXT_NUMBER =
      """
      SELECT COALESCE(max(number), 0) + 1 FROM projection.build WHERE projection = ? AND version = ?
      """;

  static final String SELECT_POSITION =
      """
      SELECT min(position) FROM projection.segment WHERE build = ?
      """;

  /** Nobody moves the build until the transaction ends. */
  static final String HALT =
      """
      SELECT segment FROM projection.segment WHERE build = ? ORDER BY segment FOR SHARE
      """;

  static final String DELETE_SEGMENTS =
      """
      DELETE FROM projection.segment WHERE build = ?
      """;

  static final String DELETE_INSTANCES =
      """
      DELETE FROM projection.instance WHERE build = ?
      """;

  static final String SET_STATE =
      """
      UPDATE projection.build SET state = ?, changed_at = now() WHERE build = ?
      """;

  static final String SELECT_TABLES =
      """
      SELECT tablename FROM pg_tables WHERE schemaname = ? ORDER BY tablename
      """;

  /** Identifiers cannot be parameters; PostgreSQL itself quotes them. */
  static final String COMPOSE =
      """
      SELECT format(?, VARIADIC ?::text[])
      """;

  static final String CREATE_SCHEMA = "CREATE SCHEMA %I";
  static final String DROP_SCHEMA = "DROP SCHEMA %I CASCADE";
  static final String DROP_VIEW = "DROP VIEW IF EXISTS live.%I";
  static final String CREATE_VIEW = "CREATE VIEW live.%1$I AS TABLE %2$I.%1$I";

  /** Whoever waits for a lock lets nobody pass who comes later, and those are the reads. */
  static final String SET_PATIENCE =
      """
      SELECT set_config('lock_timeout', ?, TRUE)
      """;

  static final String SET_PATH =
      """
      SELECT set_config('search_path', ?, TRUE)
      """;

  static final List<String> ALL =
      List.of(
          LOCK,
          INSERT,
          INSERT_SEGMENTS,
          SELECT_ACTIVE,
          SELECT_OUTDATED,
          NEXT_NUMBER,
          SELECT_POSITION,
          HALT,
          DELETE_SEGMENTS,
          DELETE_INSTANCES,
          SET_STATE,
          SELECT_TABLES,
          COMPOSE,
          SET_PATIENCE,
          SET_PATH);

  private BuildSql() {}
}
