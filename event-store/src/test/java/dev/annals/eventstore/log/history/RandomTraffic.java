package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Random events and random queries that overlap them without being equal. Tags are of three kinds:
 * a few that everyone fights for, some that often meet, and many whose last event is long ago.
 */
final class RandomTraffic {

  private static final List<String> TYPES = List.of("test.A", "test.B", "test.C", "test.D");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final List<String> SCRAPS =
      List.of("plain", "'quoted'", "\"json\"", "back\\slash", "ünï ©", "漢字", "😀", "{}", "\t", "%");

  private final Random random;

  RandomTraffic(Random random) {
    this.random = random;
  }

  /** How contended a query is, and so how far back it is worth looking. */
  enum Heat {
    HOT(8, 150),
    WARM(400, 3_000),
    COLD(50_000, Long.MAX_VALUE);

    private final int tags;
    private final long reach;

    Heat(int tags, long reach) {
      this.tags = tags;
      this.reach = reach;
    }
  }

  /** A query, and how many of the latest positions it may look back over. */
  record Question(EventQuery query, long reach) {}

  Question question() {
    if (oneIn(20)) {
      return new Question(EventQuery.anyOf(new EventQuery.Item(types(), Set.of())), 40);
    }
    var heat = heat();
    var items =
        IntStream.rangeClosed(0, random.nextInt(3))
            .mapToObj(_ -> new EventQuery.Item(types(), tags(heat, 1 + random.nextInt(2))))
            .toList();
    return new Question(new EventQuery(items), heat.reach);
  }

  /** One to four events, seldom many more. */
  List<Event> events(String attempt) {
    var count = oneIn(300) ? 50 + random.nextInt(200) : 1 + random.nextInt(4);
    return IntStream.range(0, count).mapToObj(i -> event(attempt + "/" + i)).toList();
  }

  private Event event(String name) {
    return new Event(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        TYPES.get(random.nextInt(TYPES.size())),
        Integer.toString(1 + random.nextInt(3)),
        NOON.plusNanos(random.nextLong(1L << 50)),
        tags(),
        "{\"name\":\"%s\",\"text\":%d}".formatted(name, random.nextLong()) + scraps(),
        oneIn(3) ? Map.of() : Map.of("actor", scraps(), "commandId", name));
  }

  private String scraps() {
    var text = new StringBuilder();
    for (var i = random.nextInt(12); i > 0; i--) {
      text.append(SCRAPS.get(random.nextInt(SCRAPS.size())));
    }
    return text.toString();
  }

  private Set<String> types() {
    return random.nextBoolean() ? Set.of() : Set.of(TYPES.get(random.nextInt(TYPES.size())));
  }

  private Heat heat() {
    var heats = Heat.values();
    return heats[random.nextInt(heats.length)];
  }

  private Set<Tag> tags() {
    var tags = new HashSet<Tag>();
    for (var i = random.nextInt(4); i > 0; i--) {
      tags.addAll(tags(heat(), 1));
    }
    return tags;
  }

  private Set<Tag> tags(Heat heat, int count) {
    var tags = new HashSet<Tag>();
    for (var i = 0; i < count; i++) {
      tags.add(Tag.of(heat.name(), Integer.toString(random.nextInt(heat.tags))));
    }
    return tags;
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }
}
