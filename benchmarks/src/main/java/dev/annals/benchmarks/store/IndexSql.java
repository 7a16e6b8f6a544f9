package dev.annals.benchmarks.store;

import java.util.List;

/** What tells how far a log's index of tags reaches, and sets it back; a test plans each one. */
final class IndexSql {

  static final String SELECT_INDEXED = "SELECT coalesce(max(through), 0) FROM tag_index";

  /** A superuser's privilege: else the log refuses what follows. */
  static final String STOP_TRIGGERS = "SET session_replication_role = replica";

  static final String DELETE_BULKS = "DELETE FROM tag_index WHERE through > ?";

  private static final String INDEXED = "(SELECT coalesce(max(through), 0) FROM tag_index)";

  static final String DELETE_TAGS = "DELETE FROM event_tag WHERE position > " + INDEXED;

  static final String DELETE_TYPES = "DELETE FROM event_type WHERE through > " + INDEXED;

  /** What deletion leaves behind is no part of what a killed process leaves. */
  static final String VACUUM = "VACUUM event_tag, event_type, tag_index";

  static final List<String> ALL =
      List.of(SELECT_INDEXED, STOP_TRIGGERS, DELETE_BULKS, DELETE_TAGS, DELETE_TYPES, VACUUM);

  private IndexSql() {}
}
