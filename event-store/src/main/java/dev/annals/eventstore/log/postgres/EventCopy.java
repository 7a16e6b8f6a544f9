package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * Reads long ranges of the log in PostgreSQL's binary COPY format, which costs both ends least:
 * rows are decoded from their bytes while the server sends the next ones.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, file formats</a>
 */
final class EventCopy {

  /** The signature, the flags, and the length of an extension that there is none of. */
  private static final int HEADER_BYTES = 19;

  private static final short TRAILER = -1;

  /** Timestamps are microseconds since then. */
  private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private final ByteBuffer row;
  private final RecurringTexts recurring;

  private EventCopy(byte[] row, RecurringTexts recurring) {
    this.row = ByteBuffer.wrap(row);
    this.recurring = recurring;
  }

  /** All events after {@code after}, at most {@code max}. */
  static List<SequencedEvent> read(Connection connection, long after, int max) throws SQLException {
    var copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(EventLogSql.copyEvents(after, after + max));
    try {
      var events = new ArrayList<SequencedEvent>(max);
      var recurring = new RecurringTexts();
      var header = HEADER_BYTES;
      for (var bytes = copy.readFromCopy(); bytes != null; bytes = copy.readFromCopy()) {
        var row = new EventCopy(bytes, recurring);
        row.row.position(header);
        header = 0;
        if (row.row.getShort() != TRAILER) {
          events.add(row.event());
        }
      }
      return events;
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** In the order of {@link EventLogSql#copyEvents}. */
  private SequencedEvent event() {
    var position = number();
    row.getInt();
    var id = new UUID(row.getLong(), row.getLong());
    var occurredAt = instant();
    var recordedAt = instant();
    var type = recurringText();
    var revision = recurringText();
    var tags = tags();
    var payload = text();
    var metadata = MetadataJson.read(text());
    return new SequencedEvent(
        SequencePosition.of(position),
        recordedAt,
        new Event(id, type, revision, occurredAt, tags, payload, metadata));
  }

  private long number() {
    row.getInt();
    return row.getLong();
  }

  private Instant instant() {
    return POSTGRES_EPOCH.plus(number(), ChronoUnit.MICROS);
  }

  private String text() {
    var length = row.getInt();
    var text = new String(row.array(), row.position(), length, StandardCharsets.UTF_8);
    row.position(row.position() + length);
    return text;
  }

  private String recurringText() {
    var length = row.getInt();
    var text = recurring.of(row.array(), row.position(), length);
    row.position(row.position() + length);
    return text;
  }

  /** An array: length, dimensions, whether it holds nulls, element type, size, lower bound. */
  private Set<Tag> tags() {
    row.getInt();
    if (row.getInt() == 0) {
      row.getLong();
      return Set.of();
    }
    row.getLong();
    var tags = new Tag[row.getInt()];
    row.getInt();
    for (var i = 0; i < tags.length; i++) {
      tags[i] = new Tag(text());
    }
    return Set.of(tags);
  }
}
