package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.Tag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * An event without its contents, of which only a digest is kept, so that millions fit in memory.
 *
 * @param content equal for equal events, and different for different ones but for a chance of 2^-64
 */
public record EventPrint(UUID id, long content) {

  /** The print of an event. */
  public static EventPrint of(Event event) {
    var parts = new Parts();
    parts.add(event.id().toString());
    parts.add(event.type());
    parts.add(event.revision());
    parts.add(event.occurredAt());
    parts.addTags(event.tags().stream().map(Tag::text).toList());
    parts.addMetadata(event.metadata());
    parts.add(event.payload());
    return new EventPrint(event.id(), parts.digest());
  }

  /** What an event consists of, in the order in which it is digested. */
  static final class Parts {

    private final MessageDigest digest;

    Parts() {
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every JDK has SHA-256", e);
      }
    }

    /** With its length, so that no two sequences of parts look alike. */
    void add(String part) {
      var bytes = part.getBytes(StandardCharsets.UTF_8);
      add(bytes.length);
      digest.update(bytes);
    }

    void add(Instant instant) {
      add(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }

    private void add(long number) {
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
    }

    void addTags(Collection<String> tags) {
      add(tags.size());
      new TreeSet<>(tags).forEach(this::add);
    }

    void addMetadata(Map<String, String> metadata) {
      add(metadata.size());
      new TreeMap<>(metadata)
          .forEach(
              (key, value) -> {
                add(key);
                add(value);
              });
    }

    long digest() {
      return ByteBuffer.wrap(digest.digest()).getLong();
    }
  }
}
