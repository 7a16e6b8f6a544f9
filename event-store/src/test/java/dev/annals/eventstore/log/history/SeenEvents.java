package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.SequencedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Events as a reader received them, in that order.
 *
 * @param content digests all of them, in order
 */
public record SeenEvents(List<Long> positions, long content) {

  private static final long FACTOR = 1_000_003;

  public SeenEvents {
    positions = List.copyOf(positions);
  }

  static SeenEvents of(Iterable<SequencedEvent> events) {
    var collector = new Collector();
    events.forEach(collector);
    return collector.seen();
  }

  static long extended(long content, EventPrint next) {
    return content * FACTOR + next.content();
  }

  /** Takes events one by one. */
  static final class Collector implements Consumer<SequencedEvent> {

    private final List<Long> positions = new ArrayList<>();
    private long content;

    @Override
    public void accept(SequencedEvent event) {
      positions.add(event.position().value());
      content = extended(content, EventPrint.of(event.event()));
    }

    SeenEvents seen() {
      return new SeenEvents(positions, content);
    }
  }
}
