package dev.annals.eventstore.log.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.UUID;
import org.postgresql.core.Oid;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * A one-dimensional array without nulls as PostgreSQL's {@code array_recv} reads it, written once
 * into just the bytes that are sent. The driver has a text form only for some types, and for the
 * others buffers that grow.
 */
final class BinaryArray extends PGobject implements PGBinaryObject {

  /** Types of arrays that connections must send in binary, for the driver's property. */
  static final String TYPES = Oid.UUID_ARRAY + "," + Oid.TIMESTAMPTZ_ARRAY;

  private static final long serialVersionUID = 1;
  private static final int HEADER_BYTES = 5 * Integer.BYTES;
  private static final int EMPTY_BYTES = 3 * Integer.BYTES;

  /** Microseconds from 1970 to 2000, where PostgreSQL's timestamps begin. */
  private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;

  private final transient ByteBuffer bytes;

  private BinaryArray(String type, ByteBuffer filled) throws SQLException {
    setType(type);
    this.bytes = filled.flip();
  }

  static BinaryArray ofTexts(Collection<String> texts) throws SQLException {
    var encoded = new ArrayList<byte[]>(texts.size());
    var length = 0;
    for (var text : texts) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      encoded.add(bytes);
      length += bytes.length;
    }
    var array = array(Oid.TEXT, encoded.size(), length);
    for (var text : encoded) {
      array.putInt(text.length).put(text);
    }
    return new BinaryArray("_text", array);
  }

  static BinaryArray ofLongs(long[] longs) throws SQLException {
    return new BinaryArray("_int8", numbers(Oid.INT8, longs, 0));
  }

  /**
   * @param micros since 1970
   */
  static BinaryArray ofInstants(long[] micros) throws SQLException {
    return new BinaryArray(
        "_timestamptz", numbers(Oid.TIMESTAMPTZ, micros, -POSTGRES_EPOCH_MICROS));
  }

  static BinaryArray ofIds(Collection<UUID> ids) throws SQLException {
    var array = array(Oid.UUID, ids.size(), ids.size() * 2 * Long.BYTES);
    for (var id : ids) {
      array
          .putInt(2 * Long.BYTES)
          .putLong(id.getMostSignificantBits())
          .putLong(id.getLeastSignificantBits());
    }
    return new BinaryArray("_uuid", array);
  }

  private static ByteBuffer numbers(int type, long[] numbers, long offset) {
    var array = array(type, numbers.length, numbers.length * Long.BYTES);
    for (var number : numbers) {
      array.putInt(Long.BYTES).putLong(number + offset);
    }
    return array;
  }

  /**
   * Dimensions, whether there are nulls, the elements' type; of a dimension size and lower bound.
   */
  private static ByteBuffer array(int elementType, int size, int elementBytes) {
    if (size == 0) {
      return ByteBuffer.allocate(EMPTY_BYTES).putInt(0).putInt(0).putInt(elementType);
    }
    return ByteBuffer.allocate(HEADER_BYTES + size * Integer.BYTES + elementBytes)
        .putInt(1)
        .putInt(0)
        .putInt(elementType)
        .putInt(size)
        .putInt(1);
  }

  @Override
  public int lengthInBytes() {
    return bytes.limit();
  }

  @Override
  public void toBytes(byte[] target, int offset) {
    bytes.get(0, target, offset, bytes.limit());
  }

  @Override
  public void setByteValue(byte[] value, int offset) {
    throw new IllegalStateException("An array that is sent is not read");
  }
}
