package dev.annals.eventstore.log.scenarios;

import dev.annals.eventstore.log.Event;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Writes facts as events of the log and reads them again. Thread-safe. */
final class FactJson<E extends Fact> {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Map<String, Class<? extends E>> classes;
  private final Map<Class<? extends E>, String> types;
  private final AtomicLong ids = new AtomicLong();

  FactJson(Map<String, Class<? extends E>> classes) {
    this.classes = classes;
    this.types =
        classes.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
  }

  Event write(E fact) {
    var type = types.get(fact.getClass());
    if (type == null) {
      throw new IllegalArgumentException("No type for " + fact);
    }
    var id = new UUID(0, ids.incrementAndGet());
    return new Event(id, type, "1", NOON, fact.tags(), JSON.writeValueAsString(fact), Map.of());
  }

  E read(Event event) {
    var known = classes.get(event.type());
    if (known == null) {
      throw new IllegalArgumentException("No class for " + event.type());
    }
    return JSON.readValue(event.payload(), known);
  }
}
