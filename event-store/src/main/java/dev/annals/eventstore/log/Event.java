package dev.annals.eventstore.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A fact to be recorded. Data only: no Java class name is part of it.
 *
 * @param id unique for all time; chosen by the writer
 * @param type qualified name, for example {@code payments.MoneyDeposited}; at most {@value
 *     #NAME_LENGTH_MAX} characters
 * @param revision the shape of the payload, for example {@code 1}
 * @param occurredAt when the decision was taken, by the writer's clock, in whole microseconds
 *     (finer digits are cut)
 * @param tags at most {@value #TAGS_MAX}
 * @param payload JSON text, kept to the letter; at most {@value #PAYLOAD_LENGTH_MAX} characters
 * @param metadata who, why and from where; text to text
 */
public record Event(
    UUID id,
    String type,
    String revision,
    Instant occurredAt,
    Set<Tag> tags,
    String payload,
    Map<String, String> metadata) {

  public static final int NAME_LENGTH_MAX = 200;
  public static final int TAGS_MAX = 64;
  public static final int PAYLOAD_LENGTH_MAX = 1 << 20;
  public static final int METADATA_ENTRIES_MAX = 64;
  public static final int METADATA_VALUE_LENGTH_MAX = 4096;

  public Event {
    Texts.requirePlain("Event type", type, NAME_LENGTH_MAX);
    Texts.requirePlain("Event revision", revision, NAME_LENGTH_MAX);
    occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
    tags = Set.copyOf(tags);
    metadata = Map.copyOf(metadata);
    requireAtMost("tags", tags.size(), TAGS_MAX);
    requireAtMost("payload characters", payload.length(), PAYLOAD_LENGTH_MAX);
    requireAtMost("metadata entries", metadata.size(), METADATA_ENTRIES_MAX);
    Texts.requireEncodable("Event payload", payload);
    metadata.forEach(
        (key, value) -> {
          Texts.requirePlain("Metadata key", key, NAME_LENGTH_MAX);
          requireAtMost("characters of metadata " + key, value.length(), METADATA_VALUE_LENGTH_MAX);
          Texts.requireEncodable("Metadata " + key, value);
        });
  }

  /** How much text the event is, in characters; what bounds on memory count. */
  public long length() {
    var length = (long) type.length() + payload.length();
    for (var tag : tags) {
      length += tag.text().length();
    }
    for (var entry : metadata.entrySet()) {
      length += entry.getKey().length() + entry.getValue().length();
    }
    return length;
  }

  private static void requireAtMost(String what, int actual, int max) {
    if (actual > max) {
      throw new IllegalArgumentException(
          "An event has at most %d %s, this one has %d".formatted(max, what, actual));
    }
  }
}
