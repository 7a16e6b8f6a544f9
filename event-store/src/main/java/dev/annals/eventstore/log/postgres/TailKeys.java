package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.Tag;
import java.util.Set;

/**
 * Under which keys an event is found in the tail: its type, each tag, and each tag with the type.
 * Keys are hashes; what is found by one is compared with the event itself.
 */
final class TailKeys {

  private static final long TAGGED = 0x9E3779B97F4A7C15L;
  private static final long TYPED = 0xC2B2AE3D27D4EB4FL;

  private TailKeys() {}

  static long ofType(String type) {
    return mixed(type.hashCode() * TYPED);
  }

  static long ofTag(Tag tag) {
    return mixed(tag.text().hashCode() * TAGGED);
  }

  static long ofTypedTag(Tag tag, String type) {
    return mixed(tag.text().hashCode() * TAGGED + type.hashCode() * TYPED);
  }

  static long[] ofEvent(String type, Set<Tag> tags) {
    var keys = new long[1 + 2 * tags.size()];
    keys[0] = ofType(type);
    var i = 1;
    for (var tag : tags) {
      keys[i++] = ofTag(tag);
      keys[i++] = ofTypedTag(tag, type);
    }
    return keys;
  }

  /** The finalizer of MurmurHash3: close inputs land far apart. */
  private static long mixed(long bits) {
    var h = bits;
    h = (h ^ (h >>> 33)) * 0xFF51AFD7ED558CCDL;
    h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return h ^ (h >>> 33);
  }
}
