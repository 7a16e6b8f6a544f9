package dev.annals.eventstore.audit.leaf;

import dev.annals.eventstore.audit.tree.Hash;
import dev.annals.eventstore.audit.tree.TreeHasher;
import dev.annals.eventstore.log.StoredEvent;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Version 1 of the encoding of an event as a leaf. Every event has exactly one encoding, and no two
 * events have the same. For one thread, and one event at a time.
 */
public final class LeafEncoding {

  public static final int VERSION = 1;

  /**
   * The longest column that stands in the leaf itself. With five of them an entry stays within the
   * 65,535 bytes of a bundle.
   */
  public static final int INLINE_MAX = 12_288;

  /** Version, position, id and two instants. */
  private static final int FIXED_BYTES = 1 + 5 * Long.BYTES;

  private static final int PARTS = 5;
  private static final int PART_HEADER_BYTES = 1 + Integer.BYTES;
  private static final int ENTRY_BYTES_MAX = FIXED_BYTES + PARTS * (PART_HEADER_BYTES + INLINE_MAX);
  private static final byte INLINE = 0;
  private static final byte DIGEST = 1;

  private final ByteBuffer entry = ByteBuffer.allocate(ENTRY_BYTES_MAX);
  private final MessageDigest digest = TreeHasher.sha256();
  private final TreeHasher hasher = new TreeHasher();

  /** The hash of the event's leaf. */
  public Hash hash(StoredEvent event) {
    return hasher.leaf(encode(event));
  }

  /** The event's leaf, as bundles hold it; valid until the next event. */
  public ByteBuffer encode(StoredEvent event) {
    entry.clear();
    entry.put((byte) VERSION);
    entry.putLong(event.position());
    entry.putLong(event.id().getMostSignificantBits());
    entry.putLong(event.id().getLeastSignificantBits());
    entry.putLong(event.occurredMicros());
    entry.putLong(event.recordedMicros());
    part(event.type());
    part(event.revision());
    part(event.tags());
    part(event.payload());
    part(event.metadata());
    return entry.flip();
  }

  private void part(ByteBuffer column) {
    var length = column.remaining();
    var isInline = length <= INLINE_MAX;
    entry.put(isInline ? INLINE : DIGEST).putInt(length);
    if (isInline) {
      entry.put(column);
    } else {
      digest.update(column);
      entry.put(digest.digest());
    }
  }
}
