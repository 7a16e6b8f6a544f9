package dev.annals.eventstore.log.postgres;

import static dev.annals.eventstore.log.postgres.EventLogSql.UNIT_SEPARATOR;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Rows of the event table as events. */
final class EventRows {

  private EventRows() {}

  /** Reads all remaining rows, whose first column is the position. */
  static List<SequencedEvent> readAll(ResultSet rows) throws SQLException {
    var events = new ArrayList<SequencedEvent>();
    while (rows.next()) {
      events.add(read(rows, 1));
    }
    return events;
  }

  /**
   * @param first the column of the position; the others follow
   */
  static SequencedEvent read(ResultSet row, int first) throws SQLException {
    var event =
        new Event(
            row.getObject(first + 1, UUID.class),
            row.getString(first + 2),
            row.getString(first + 3),
            row.getObject(first + 4, OffsetDateTime.class).toInstant(),
            tags(row.getString(first + 6)),
            row.getString(first + 7),
            MetadataJson.read(row.getString(first + 8)));
    return new SequencedEvent(
        SequencePosition.of(row.getLong(first)),
        row.getObject(first + 5, OffsetDateTime.class).toInstant(),
        event);
  }

  static String joined(Set<Tag> tags) {
    var joined = new StringBuilder();
    for (var tag : tags) {
      if (!joined.isEmpty()) {
        joined.append(UNIT_SEPARATOR);
      }
      joined.append(tag.text());
    }
    return joined.toString();
  }

  static Set<Tag> tags(String joined) {
    if (joined.isEmpty()) {
      return Set.of();
    }
    var tags = new Tag[1 + (int) joined.chars().filter(c -> c == UNIT_SEPARATOR).count()];
    var start = 0;
    for (var i = 0; i < tags.length; i++) {
      var end = joined.indexOf(UNIT_SEPARATOR, start);
      tags[i] = new Tag(joined.substring(start, end < 0 ? joined.length() : end));
      start = end + 1;
    }
    return Set.of(tags);
  }
}
