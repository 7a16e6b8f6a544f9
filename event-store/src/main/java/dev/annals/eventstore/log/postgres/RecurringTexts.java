package dev.annals.eventstore.log.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again while rows are read, such as types: the same object each time,
 * which is decoded once and knows its hash. For one thread.
 */
final class RecurringTexts {

  /** A power of two; texts that meet in one place take it from each other. */
  private static final int PLACES = 64;

  private final @Nullable Known[] known = new Known[PLACES];

  private static final class Known {

    private final byte[] bytes;
    private final String text;

    Known(byte[] bytes) {
      this.bytes = bytes;
      this.text = new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** The text that these bytes are in UTF-8. */
  String of(byte[] bytes, int from, int length) {
    var place = (31 * length + sample(bytes, from, length)) & (PLACES - 1);
    var found = known[place];
    if (found == null
        || !Arrays.equals(found.bytes, 0, found.bytes.length, bytes, from, from + length)) {
      found = new Known(Arrays.copyOfRange(bytes, from, from + length));
      known[place] = found;
    }
    return found.text;
  }

  /** Names of one kind begin alike. */
  private static int sample(byte[] bytes, int from, int length) {
    var sample = 0;
    for (var i = Math.max(0, length - 6); i < length; i++) {
      sample = 31 * sample + bytes[from + i];
    }
    return sample ^ (sample >>> 7);
  }
}
