package dev.annals.benchmarks.store;

import java.util.List;

/** The statements of what we compare ourselves with; a test plans each one on PostgreSQL. */
final class BaselineSql {

  /** The same columns as our own log's. */
  static final String CREATE_EVENT =
      """
      CREATE TABLE event (
          position    bigint      NOT NULL PRIMARY KEY,
          event_id    uuid        NOT NULL,
          type        text        NOT NULL,
          revision    text        NOT NULL,
          occurred_at timestamptz NOT NULL,
          recorded_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
          tags        text[]      NOT NULL,
          payload     text        NOT NULL,
          metadata    text        NOT NULL)
      """;

  static final String CREATE_EVENT_TAG =
      """
      CREATE TABLE event_tag (tag text NOT NULL, position bigint NOT NULL, PRIMARY KEY (tag, position))
      """;

  /** As our log inserts its events, but these are all there is: no tag, no key, no notification. */
  static final String INSERT_RAW =
      """
      INSERT INTO event (position, event_id, type, revision, occurred_at, recorded_at, tags, payload, metadata)
      SELECT position, event_id, type, revision,
             timestamptz 'epoch' + occurred_micros * interval '1 microsecond', statement_timestamp(),
             '{}', payload, metadata
        FROM unnest(?::bigint[], ?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
          AS e (position, event_id, occurred_micros, type, revision, payload, metadata)
      """;

  /** A statement of its own: the next one's snapshot must be younger than the lock. */
  static final String LOCK = "SELECT pg_advisory_xact_lock(4711)";

  /**
   * Condition, events and tags in one round trip.
   *
   * <p>Arguments: tag, after, and per event id, type, revision, instant, tags joined by 0x1f,
   * payload and metadata.
   */
  static final String APPEND =
      """
      WITH fresh AS (
        SELECT coalesce((SELECT max(position) FROM event), 0) AS head
         WHERE NOT EXISTS (SELECT 1 FROM event_tag WHERE tag = ? AND position > ?)),
      appended AS (
        INSERT INTO event (position, event_id, type, revision, occurred_at, tags, payload, metadata)
        SELECT fresh.head + e.ordinal, event_id, type, revision, occurred_at,
               string_to_array(tags, chr(31)), payload, metadata
          FROM fresh
         CROSS JOIN unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])
               WITH ORDINALITY AS e (event_id, type, revision, occurred_at, tags, payload, metadata, ordinal)
        RETURNING position, tags),
      tagged AS (
        INSERT INTO event_tag (tag, position)
        SELECT unnest(tags), position FROM appended)
      SELECT max(position) FROM appended
      """;

  static final String SELECT_HEAD = "SELECT coalesce(max(position), 0) FROM event";

  static final String SELECT_AFTER =
      """
      SELECT position, event_id, type, revision, occurred_at, recorded_at,
             array_to_string(tags, chr(31)), payload, metadata
        FROM event
       WHERE position > ?
       ORDER BY position
      """;

  /** How many transactions stored the events after a position. */
  static final String COUNT_COMMITS =
      "SELECT count(DISTINCT xmin::text) FROM event WHERE position > ?";

  /** A page of whole rows, whatever their columns are; COPY takes no parameters. */
  static final String COPY_PAGE =
      "COPY (SELECT e.* FROM event e WHERE e.position > %d AND e.position <= %d ORDER BY e.position)"
          + " TO STDOUT";

  static final List<String> ALL =
      List.of(INSERT_RAW, LOCK, APPEND, SELECT_HEAD, SELECT_AFTER, COUNT_COMMITS);

  private BaselineSql() {}
}
