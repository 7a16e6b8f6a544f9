package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.StoredEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes events back to an empty log exactly as they were stored, in PostgreSQL's binary COPY
 * format and in the transaction under way. The inverse of {@link StoredEvents}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, file formats</a>
 */
public final class RestoredEvents {

  private static final byte[] SIGNATURE =
      "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

  private static final int FLAGS = 0;
  private static final int EXTENSION_BYTES = 0;

  private static final short COLUMNS = 9;
  private static final short TRAILER = -1;

  /** Lengths, dimensions and numbers of a row, generously. */
  private static final int FIXED_BYTES = 256;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int TEXT_TYPE = 25;

  /** Of one bulk of the tag index. */
  private static final int BULK_EVENTS = 10_000;

  private final Connection connection;
  private @Nullable CopyIn copy;
  private ByteBuffer rows = ByteBuffer.allocate(BUFFER_BYTES);
  private long position;
  private long indexed;

  /** Of an open transaction of the log's owner. */
  public RestoredEvents(Connection connection) {
    this.connection = connection;
  }

  /** Keeps everybody else from writing until the transaction ends. */
  public void lock() throws SQLException {
    try (var statement = connection.prepareStatement(EventLogSql.LOCK_ALL)) {
      statement.execute();
    }
  }

  /** Whether nothing was ever appended or answered. */
  public boolean isEmpty() throws SQLException {
    try (var statement = connection.prepareStatement(EventLogSql.IS_EMPTY);
        var row = statement.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** Adds the next event. */
  public void add(StoredEvent event) throws SQLException {
    if (copy == null) {
      copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(EventLogSql.RESTORE_EVENTS);
      rows.put(SIGNATURE).putInt(FLAGS).putInt(EXTENSION_BYTES);
    }
    reserve(event);
    rows.putShort(COLUMNS);
    number(event.position());
    rows.putInt(2 * Long.BYTES)
        .putLong(event.id().getMostSignificantBits())
        .putLong(event.id().getLeastSignificantBits());
    number(event.occurredMicros() - StoredEvents.POSTGRES_EPOCH_MICROS);
    number(event.recordedMicros() - StoredEvents.POSTGRES_EPOCH_MICROS);
    text(event.type());
    text(event.revision());
    tags(event.tags());
    text(event.payload());
    text(event.metadata());
    position = event.position();
  }

  private void reserve(StoredEvent event) throws SQLException {
    var bytes =
        FIXED_BYTES
            + event.type().remaining()
            + event.revision().remaining()
            + event.tags().remaining()
            + event.payload().remaining()
            + event.metadata().remaining();
    if (rows.remaining() < bytes) {
      send();
    }
    if (rows.capacity() < bytes) {
      rows = ByteBuffer.allocate(bytes);
    }
  }

  private void number(long number) {
    rows.putInt(Long.BYTES).putLong(number);
  }

  private void text(ByteBuffer text) {
    rows.putInt(text.remaining()).put(text);
  }

  /** An array as the log writes it: of one dimension that begins with 1, or of none if empty. */
  private void tags(ByteBuffer elements) {
    var count = count(elements.duplicate());
    var dimensions = count == 0 ? 0 : 1;
    rows.putInt((3 + 2 * dimensions) * Integer.BYTES + elements.remaining());
    rows.putInt(dimensions).putInt(0).putInt(TEXT_TYPE);
    if (count > 0) {
      rows.putInt(count).putInt(1);
    }
    rows.put(elements);
  }

  private static int count(ByteBuffer elements) {
    var count = 0;
    while (elements.hasRemaining()) {
      var length = elements.getInt();
      elements.position(elements.position() + length);
      count++;
    }
    return count;
  }

  private void send() throws SQLException {
    if (copy != null) {
      copy.writeToCopy(rows.array(), 0, rows.position());
    }
    rows.clear();
  }

  /** Ends the statement under way, and indexes what was added. */
  public void flush() throws SQLException {
    if (copy == null) {
      return;
    }
    if (rows.remaining() < Short.BYTES) {
      send();
    }
    rows.putShort(TRAILER);
    send();
    copy.endCopy();
    copy = null;
    while (indexed < position) {
      var to = Math.min(position, indexed + BULK_EVENTS);
      TagIndexer.write(connection, indexed, to);
      if (TagIndexer.indexed(connection) != to) {
        throw new SQLException("The index of tags ends elsewhere than at " + to);
      }
      indexed = to;
    }
  }
}
