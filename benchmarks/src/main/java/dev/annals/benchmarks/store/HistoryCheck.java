package dev.annals.benchmarks.store;

import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads what a run stored and checks it: positions without gaps, exactly what was acknowledged to
 * each caller, and no append accepted although its entity had changed after the position it knew.
 */
public final class HistoryCheck implements Consumer<SequencedEvent> {

  private final String store;
  private final Map<String, Last> lastOf = new HashMap<>();
  private final Map<String, Long> stored = new HashMap<>();
  private long position;

  public HistoryCheck(String store, long after) {
    this.store = store;
    this.position = after;
  }

  @Override
  public void accept(SequencedEvent sequenced) {
    requireNext(sequenced.position().value());
    var metadata = sequenced.event().metadata();
    var append = metadata.getOrDefault("append", "");
    var entity = entityOf(sequenced);
    var last = lastOf.put(entity, new Last(position, append));
    if (last != null && !last.append.equals(append)) {
      requireSeen(entity, last.position, Long.parseLong(metadata.getOrDefault("seen", "0")));
    }
    stored.merge(append.substring(0, append.indexOf('/')), 1L, Long::sum);
  }

  /** Ends the check: these callers find what was acknowledged to them, and nobody else wrote. */
  public void requireExactly(Map<String, Long> acknowledged) {
    acknowledged.forEach(this::requireExactly);
    var expected = acknowledged.values().stream().mapToLong(Long::longValue).sum();
    var found = stored.values().stream().mapToLong(Long::longValue).sum();
    if (found != expected) {
      throw wrong("%d events acknowledged, %d found".formatted(expected, found));
    }
  }

  private void requireExactly(String caller, long acknowledged) {
    var found = stored.getOrDefault(caller, 0L);
    if (found != acknowledged) {
      throw wrong(
          "%d events acknowledged to caller %s, %d found".formatted(acknowledged, caller, found));
    }
  }

  private void requireNext(long next) {
    if (next != position + 1) {
      throw wrong("position %d follows %d".formatted(next, position));
    }
    position = next;
  }

  private void requireSeen(String entity, long before, long seen) {
    if (before > seen) {
      throw wrong(
          "%s changed at %d, and an append that knew it only up to %d stands at %d"
              .formatted(entity, before, seen, position));
    }
  }

  private IllegalStateException wrong(String what) {
    return new IllegalStateException(store + " is wrong: " + what);
  }

  private static String entityOf(SequencedEvent sequenced) {
    return sequenced.event().tags().stream()
        .filter(tag -> tag.key().equals(SampleEvents.ENTITY))
        .map(Tag::value)
        .findAny()
        .orElseThrow();
  }

  /** The last event of an entity so far. */
  private record Last(long position, String append) {}
}
