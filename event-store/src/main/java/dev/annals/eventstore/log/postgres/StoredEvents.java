package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.MalformedEventException;
import dev.annals.eventstore.log.StoredEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads ranges of the log as they are stored, in PostgreSQL's binary COPY format: a row is handed
 * on while the server sends the next ones, and nothing is kept.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, file formats</a>
 */
public final class StoredEvents {

  /** The signature, the flags, and the length of an extension that there is none of. */
  private static final int HEADER_BYTES = 19;

  private static final short TRAILER = -1;

  /** Microseconds from 1970 to 2000, where PostgreSQL's timestamps begin. */
  static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;

  private static final int ID_BYTES = 2 * Long.BYTES;

  private final ByteBuffer row;
  private long position;

  private StoredEvents(ByteBuffer row) {
    this.row = row;
  }

  /**
   * Hands on all events after {@code after} up to {@code through}, by position. If {@code each}
   * throws, its exception comes out unchanged, and the connection can be used again.
   *
   * @throws MalformedEventException for a row that the log cannot have written
   */
  public static void read(
      Connection connection, long after, long through, Consumer<? super StoredEvent> each)
      throws SQLException {
    var copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(EventLogSql.copyEvents(after, through));
    try {
      var header = HEADER_BYTES;
      for (var bytes = copy.readFromCopy(); bytes != null; bytes = copy.readFromCopy()) {
        var row = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).position(header);
        header = 0;
        if (row.getShort() != TRAILER) {
          each.accept(new StoredEvents(row).event());
        }
      }
    } catch (RuntimeException e) {
      drain(copy);
      throw e;
    }
  }

  /**
   * Ranges are bounded, so the rest is soon read. Cancelling would be a message on another
   * connection, and may hit whatever this one does next.
   */
  private static void drain(CopyOut copy) throws SQLException {
    while (copy.isActive() && copy.readFromCopy() != null) {
      // Nobody wants it any more.
    }
  }

  /** In the order of {@link EventLogSql#copyEvents}. */
  private StoredEvent event() {
    position = number();
    require(row.getInt() == ID_BYTES, "its id is none");
    var id = new UUID(row.getLong(), row.getLong());
    var occurred = number() + POSTGRES_EPOCH_MICROS;
    var recorded = number() + POSTGRES_EPOCH_MICROS;
    var type = bytes();
    var revision = bytes();
    var tags = tags();
    var payload = bytes();
    var metadata = bytes();
    return new StoredEvent(
        position, id, occurred, recorded, type, revision, tags, payload, metadata);
  }

  private long number() {
    require(row.getInt() == Long.BYTES, "a number is missing");
    return row.getLong();
  }

  private ByteBuffer bytes() {
    var length = row.getInt();
    require(length >= 0, "a text is missing");
    return cut(length);
  }

  private ByteBuffer cut(int length) {
    var cut = row.slice(row.position(), length);
    row.position(row.position() + length);
    return cut;
  }

  /**
   * An array: length, dimensions, whether it holds nulls, element type; size and lower bound of its
   * one dimension; and then the elements, each with its length, which are what is handed on. The
   * rest is always the same for an array that the log wrote, so nothing can be changed in it.
   */
  private ByteBuffer tags() {
    var length = row.getInt();
    require(length >= 0, "its tags are missing");
    var array = cut(length);
    var dimensions = array.getInt();
    array.getInt();
    array.getInt();
    if (dimensions == 0) {
      return array.slice();
    }
    require(dimensions == 1, "its tags have several dimensions");
    var size = array.getInt();
    require(array.getInt() == 1, "its tags do not begin with the first");
    var elements = array.slice();
    for (var i = 0; i < size; i++) {
      var bytes = array.getInt();
      require(bytes >= 0, "a tag is null");
      array.position(array.position() + bytes);
    }
    return elements;
  }

  private void require(boolean holds, String why) {
    if (!holds) {
      throw new MalformedEventException(position, why);
    }
  }
}
