package dev.annals.eventstore.log;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Events of no meaning, each with an id of its own. Thread-safe. */
public final class TestEvents {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");
  private static final AtomicLong SOURCES = new AtomicLong();

  private final long source = SOURCES.incrementAndGet();
  private final AtomicLong next = new AtomicLong();

  public Event of(String type, Tag... tags) {
    return event(type, Set.of(tags), "{\"n\":1}", Map.of("actor", "tester", "commandId", "c-1"));
  }

  public Event with(String payload, Tag... tags) {
    return event(
        "test.Opened",
        Set.of(tags),
        payload,
        Map.of("note", payload.substring(0, Math.min(100, payload.length()))));
  }

  public Event bare(String type) {
    return event(type, Set.of(), "{}", Map.of());
  }

  private Event event(String type, Set<Tag> tags, String payload, Map<String, String> metadata) {
    var id = new UUID(source, next.incrementAndGet());
    return new Event(id, type, "1", NOON, tags, payload, metadata);
  }
}
