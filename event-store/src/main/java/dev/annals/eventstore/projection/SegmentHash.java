package dev.annals.eventstore.projection;

import java.nio.charset.StandardCharsets;

/**
 * Which segment an ordering key belongs to: 64-bit FNV-1a over its UTF-8 bytes, mixed by the
 * finalizer of MurmurHash3, modulo the number of segments. Stored progress relies on it, so it
 * never changes.
 */
final class SegmentHash {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private SegmentHash() {}

  /**
   * The key's segment.
   *
   * @param segments a power of two
   */
  static int segmentOf(String key, int segments) {
    var hash = FNV_OFFSET;
    for (var octet : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
    }
    return (int) mix(hash) & (segments - 1);
  }

  private static long mix(long hash) {
    var mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
