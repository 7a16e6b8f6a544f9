package dev.annals.eventstore.projection;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Adds many rows to a table through COPY in its binary format, for which the server parses no text
 * and runs no plan, unlike an {@code INSERT} of the same values. For one thread and one
 * transaction; until it is closed, the connection can be used for nothing else.
 *
 * <p>Each row is begun with {@link #row}, and then has its columns in the order of the statement.
 */
public final class RowCopy implements AutoCloseable {

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };

  private static final int FLUSH_BYTES = 1 << 16;
  private static final int NULL_LENGTH = -1;
  private static final int TRAILER = -1;

  /** Timestamps are microseconds since then. */
  private static final long POSTGRES_EPOCH_SECONDS = 946_684_800;

  private static final long SECOND_MICROS = 1_000_000;
  private static final long MICRO_NANOS = 1_000;

  /** The base of a numeric's digits. */
  private static final long BASE = 10_000;

  private static final BigInteger BIG_BASE = BigInteger.valueOf(BASE);
  private static final int NUMERIC_NEGATIVE = 0x4000;

  private final CopyIn copy;
  private final int columns;
  private byte[] buffer = new byte[2 * FLUSH_BYTES];
  private int length;

  private RowCopy(CopyIn copy, int columns) {
    this.copy = copy;
    this.columns = columns;
  }

  /**
   * Begins to add rows.
   *
   * @param sql {@code COPY table (columns) FROM STDIN (FORMAT binary)}
   * @param columns how many each row has
   */
  public static RowCopy begin(Connection connection, String sql, int columns) throws SQLException {
    var copy = new RowCopy(connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql), columns);
    copy.bytes(SIGNATURE);
    copy.int32(0);
    copy.int32(0);
    return copy;
  }

  /** Begins the next row. */
  public RowCopy row() throws SQLException {
    if (length >= FLUSH_BYTES) {
      flush();
    }
    int16(columns);
    return this;
  }

  /** A column of type {@code text}. */
  public RowCopy text(@Nullable String value) {
    if (value == null) {
      int32(NULL_LENGTH);
      return this;
    }
    var encoded = value.getBytes(StandardCharsets.UTF_8);
    int32(encoded.length);
    bytes(encoded);
    return this;
  }

  /** A column of type {@code bigint}. */
  public RowCopy number(long value) {
    int32(Long.BYTES);
    int64(value);
    return this;
  }

  /** A column of type {@code timestamptz}, which knows microseconds. */
  public RowCopy instant(Instant value) {
    var seconds = Math.subtractExact(value.getEpochSecond(), POSTGRES_EPOCH_SECONDS);
    var micros = Math.multiplyExact(seconds, SECOND_MICROS) + value.getNano() / MICRO_NANOS;
    return number(micros);
  }

  /** A column of type {@code numeric}. */
  public RowCopy number(BigInteger value) {
    return value.bitLength() < Long.SIZE ? numeric(value.longValueExact()) : numeric(value);
  }

  /** Most balances are this small, and each movement has one. */
  private RowCopy numeric(long value) {
    var digits = 0;
    for (var rest = value; rest != 0; rest /= BASE) {
      digits++;
    }
    numericHeader(digits, value < 0);
    reserve(digits * Short.BYTES);
    var rest = value;
    for (var i = digits - 1; i >= 0; i--) {
      var digit = (int) Math.abs(rest % BASE);
      buffer[length + 2 * i] = (byte) (digit >> 8);
      buffer[length + 2 * i + 1] = (byte) digit;
      rest /= BASE;
    }
    length += digits * Short.BYTES;
    return this;
  }

  private void numericHeader(int digits, boolean negative) {
    int32((4 + digits) * Short.BYTES);
    int16(digits);
    int16(Math.max(0, digits - 1));
    int16(negative ? NUMERIC_NEGATIVE : 0);
    int16(0);
  }

  private RowCopy numeric(BigInteger value) {
    var digits = new ArrayDeque<Integer>();
    for (var rest = value.abs(); rest.signum() != 0; ) {
      var quotient = rest.divideAndRemainder(BIG_BASE);
      digits.addFirst(quotient[1].intValueExact());
      rest = quotient[0];
    }
    numericHeader(digits.size(), value.signum() < 0);
    digits.forEach(this::int16);
    return this;
  }

  /**
   * Ends it.
   *
   * @return how many rows were added
   */
  public long end() throws SQLException {
    int16(TRAILER);
    flush();
    return copy.endCopy();
  }

  /** Gives up what was not {@linkplain #end ended}; the transaction can then only be undone. */
  @Override
  public void close() throws SQLException {
    if (copy.isActive()) {
      copy.cancelCopy();
    }
  }

  private void flush() throws SQLException {
    copy.writeToCopy(buffer, 0, length);
    length = 0;
  }

  private void int16(int value) {
    reserve(Short.BYTES);
    buffer[length++] = (byte) (value >> 8);
    buffer[length++] = (byte) value;
  }

  private void int32(int value) {
    int16(value >> 16);
    int16(value);
  }

  private void int64(long value) {
    int32((int) (value >> 32));
    int32((int) value);
  }

  private void bytes(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, buffer, length, more.length);
    length += more.length;
  }

  private void reserve(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
    }
  }
}
