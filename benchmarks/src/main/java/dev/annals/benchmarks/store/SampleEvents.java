package dev.annals.benchmarks.store;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Events as a payment leaves them: some 150 characters of payload, some 120 of metadata, a tag of
 * an entity and one of their own. For one thread.
 */
public final class SampleEvents {

  public static final String TYPE = "payments.MoneyMoved";
  public static final String ENTITY = "entity";

  private static final Clock CLOCK = Clock.systemUTC();

  private final SplittableRandom random;

  public SampleEvents(long seed) {
    this.random = new SplittableRandom(seed ^ System.nanoTime());
  }

  /** A number from 0 to bound - 1. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** The tag of an entity by its number. */
  public static Tag entity(int number) {
    return Tag.of(ENTITY, "account-" + number);
  }

  /** One or two events of an entity, as often the one as the other. */
  public List<Event> append(int entity, Map<String, String> metadata) {
    var tag = entity(entity);
    return random.nextBoolean()
        ? List.of(event(Set.of(tag, unique()), metadata))
        : List.of(event(Set.of(tag, unique()), metadata), event(Set.of(tag, unique()), metadata));
  }

  /** Events without tags. */
  public List<Event> plain(int count) {
    var metadata = metadata("none", 0, 0);
    return IntStream.range(0, count).mapToObj(_ -> event(Set.of(), metadata)).toList();
  }

  /** An event of an entity. */
  public Event of(int entity) {
    return event(Set.of(entity(entity), unique()), metadata("none", 0, 0));
  }

  /** Events of random entities, each with a tag of its own besides. */
  public List<Event> batch(int count, int entities) {
    return batch(count, 0, entities);
  }

  /** As {@link #batch(int, int)}, of the entities from this one on. */
  public List<Event> batch(int count, int first, int entities) {
    return IntStream.range(0, count).mapToObj(_ -> of(first + below(entities))).toList();
  }

  /**
   * Who appended, and what they knew; enough to tell afterwards whether the store was right.
   *
   * @param append the caller's own number of its append
   * @param seen the position after which the condition looked
   */
  public static Map<String, String> metadata(String caller, long append, long seen) {
    return Map.of(
        "actor",
        "caller-" + caller,
        "append",
        caller + "/" + append,
        "seen",
        Long.toString(seen),
        "traceId",
        "4bf92f3577b34da6a3ce929d0e0e4736");
  }

  private Event event(Set<Tag> tags, Map<String, String> metadata) {
    return new Event(uuid(), TYPE, "1", now(), tags, payload(), metadata);
  }

  private Tag unique() {
    return Tag.of("movement", Long.toHexString(random.nextLong()));
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static Instant now() {
    return CLOCK.instant();
  }

  private String payload() {
    return "{\"amount\":{\"minorUnits\":"
        + (1 + below(100_000))
        + ",\"currency\":\"EUR\"},\"reference\":\"invoice "
        + below(1_000_000)
        + "\",\"channel\":\"mobile\",\"counterparty\":\"merchant-"
        + below(10_000)
        + "\",\"country\":\"NL\"}";
  }
}
