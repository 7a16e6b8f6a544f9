package dev.annals.eventstore.snapshot;

import java.util.List;

/** Every statement on snapshots; a test plans each one on PostgreSQL. */
final class SnapshotSql {

  static final String SELECT_SNAPSHOT =
      """
      SELECT version, position, state
        FROM snapshot
       WHERE fold = ?
         AND id = ?
      """;

  /**
   * At the same position, too: then what is there could not be read, or is equal. Of versions the
   * last to come wins, as it does when an upgrade is taken back.
   */
  static final String SAVE_SNAPSHOT =
      """
      INSERT INTO snapshot (fold, id, version, position, state)
      VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (fold, id) DO UPDATE
         SET version = excluded.version,
             position = excluded.position,
             state = excluded.state
       WHERE snapshot.version <> excluded.version
          OR snapshot.position <= excluded.position
      """;

  static final String DELETE_SNAPSHOT =
      """
      DELETE FROM snapshot
       WHERE fold = ?
         AND id = ?
         AND version = ?
         AND position = ?
      """;

  static final List<String> ALL = List.of(SELECT_SNAPSHOT, SAVE_SNAPSHOT, DELETE_SNAPSHOT);

  private SnapshotSql() {}
}
