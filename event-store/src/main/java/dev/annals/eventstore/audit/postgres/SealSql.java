package dev.annals.eventstore.audit.postgres;

import java.util.List;

/**
 * Every statement of the sealed log; a test plans each one. Tables are named without a schema: the
 * connection's search path names the log.
 */
final class SealSql {

  /** Kept until the session ends, however it ends. The key is the log's own. */
  static final String TAKE_TURN =
      "SELECT pg_try_advisory_lock(hashtextextended('annals sealer ' || current_schema(), 0))";

  static final String SELECT_LAST = "SELECT size, root, note FROM seal ORDER BY size DESC LIMIT 1";

  /** The newest seal of at most so many events that has a checkpoint. */
  static final String SELECT_CHECKPOINT =
      "SELECT size, root, note FROM seal WHERE size <= ? AND size > 0 ORDER BY size DESC LIMIT 1";

  /** All seals after a size, in the order of the chain. */
  static final String SELECT_SEALS_AFTER =
      "SELECT size, root, note FROM seal WHERE size > ? ORDER BY size LIMIT ?";

  /** The head, and for how many seconds the event at a position has been there. */
  static final String LOOK =
      """
      SELECT coalesce((SELECT max(position) FROM event), 0),
             coalesce((SELECT extract(epoch FROM clock_timestamp() - recorded_at)::float8
                         FROM event WHERE position = ?), 0)
      """;

  static final String SELECT_TILE = "SELECT hashes FROM sealed_tile WHERE level = ? AND index = ?";

  /** The roots of full tiles: what a partial tile of the level above is made of. */
  static final String SELECT_ROOTS =
      """
      SELECT root FROM sealed_tile
       WHERE level = ? AND index >= ? AND index < ?
       ORDER BY index
      """;

  /** The leaves that were sealed before their tile was full. */
  static final String SELECT_LEAVES =
      """
      SELECT leaves FROM seal
       WHERE size > ? AND after < ?
       ORDER BY size
      """;

  static final String INSERT_TILE =
      "INSERT INTO sealed_tile (level, index, hashes, root) VALUES (?, ?, ?, ?)";

  /** Waits for another process that continues the same seal, and is then refused. */
  static final String INSERT_SEAL =
      "INSERT INTO seal (size, after, root, leaves, note) VALUES (?, ?, ?, ?, ?)";

  static final String INSERT_KEY =
      "INSERT INTO seal_key (key, first_size) VALUES (?, ?) ON CONFLICT DO NOTHING";

  static final String SELECT_KEYS = "SELECT key, first_size FROM seal_key ORDER BY first_size, key";

  static final List<String> ALL =
      List.of(
          TAKE_TURN,
          SELECT_LAST,
          SELECT_CHECKPOINT,
          SELECT_SEALS_AFTER,
          LOOK,
          SELECT_TILE,
          SELECT_ROOTS,
          SELECT_LEAVES,
          INSERT_TILE,
          INSERT_SEAL,
          INSERT_KEY,
          SELECT_KEYS);

  private SealSql() {}
}
