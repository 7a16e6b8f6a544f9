package dev.annals.eventstore.privacy.postgres;

import java.util.List;

/** Every statement of the key store; a test plans each one on PostgreSQL. */
final class SubjectKeySql {

  static final String FIND =
      """
      SELECT subject, wrapped_key, key_encryption_key
        FROM subject_key
       WHERE subject = ANY (?)
      """;

  /** Nothing comes back for who is second; the key of the first is committed by then. */
  static final String CREATE =
      """
      INSERT INTO subject_key (subject, wrapped_key, key_encryption_key)
      SELECT subject, wrapped_key, ?
        FROM unnest(?::text[], ?::bytea[]) AS created (subject, wrapped_key)
      ON CONFLICT (subject) DO NOTHING
      RETURNING subject, wrapped_key, key_encryption_key
      """;

  /** Also leaves a mark of a subject that never had a key, so that it does not get one later. */
  static final String ERASE =
      """
      INSERT INTO subject_key (subject, erased_at)
      SELECT subject, statement_timestamp() FROM unnest(?::text[]) AS erased (subject)
      ON CONFLICT (subject) DO UPDATE
         SET wrapped_key = NULL, key_encryption_key = NULL, erased_at = statement_timestamp()
       WHERE subject_key.erased_at IS NULL
      """;

  static final String KEY_ENCRYPTION_KEYS = "SELECT id FROM key_encryption_key ORDER BY id";

  static final String REGISTER =
      "INSERT INTO key_encryption_key (id) VALUES (?) ON CONFLICT (id) DO NOTHING";

  /** Two that start at once would both find none. */
  static final String TAKE_TURN_TO_REGISTER =
      "SELECT pg_advisory_xact_lock(hashtextextended('annals key_encryption_key', 0))";

  static final String REGISTER_FIRST =
      """
      INSERT INTO key_encryption_key (id)
      SELECT ? WHERE NOT EXISTS (SELECT 1 FROM key_encryption_key)
      ON CONFLICT (id) DO NOTHING
      """;

  static final String WRAPPED_BY_OTHERS =
      """
      SELECT subject, wrapped_key, key_encryption_key
        FROM subject_key
       WHERE key_encryption_key = ANY (?)
       LIMIT ?
      """;

  /** Only what still is as it was read: an erasure may have been faster. */
  static final String REWRAP =
      """
      UPDATE subject_key AS stored
         SET wrapped_key = anew.wrapped_key, key_encryption_key = ?
        FROM unnest(?::text[], ?::bytea[], ?::bytea[]) AS anew (subject, former, wrapped_key)
       WHERE stored.subject = anew.subject AND stored.wrapped_key = anew.former
      """;

  /** Refused by the foreign key as long as one of them wraps anything. */
  static final String RETIRE = "DELETE FROM key_encryption_key WHERE id <> ?";

  static final List<String> ALL =
      List.of(
          FIND,
          CREATE,
          ERASE,
          KEY_ENCRYPTION_KEYS,
          REGISTER,
          TAKE_TURN_TO_REGISTER,
          REGISTER_FIRST,
          WRAPPED_BY_OTHERS,
          REWRAP,
          RETIRE);

  private SubjectKeySql() {}
}
