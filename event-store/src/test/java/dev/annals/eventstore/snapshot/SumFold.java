package dev.annals.eventstore.snapshot;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Adds up the numbers that are the payloads of one tag's events, and remembers their order. */
record SumFold(String id, int version) implements Fold<SumFold.Sum> {

  /** The digest of unequal orders is unequal, which a sum alone would not tell. */
  record Sum(long total, int digest) {}

  static SumFold of(String id) {
    return new SumFold(id, 1);
  }

  static Event number(String id, long number) {
    return new Event(
        UUID.randomUUID(),
        "test.Number",
        "1",
        Instant.EPOCH,
        Set.of(Tag.of("id", id)),
        Long.toString(number),
        Map.of());
  }

  @Override
  public FoldKey key() {
    return new FoldKey("test.sum", id);
  }

  @Override
  public Class<Sum> stateType() {
    return Sum.class;
  }

  @Override
  public boolean kept() {
    return true;
  }

  @Override
  public EventQuery relevant() {
    return EventQuery.tagged(Tag.of("id", id));
  }

  @Override
  public Sum initial() {
    return new Sum(0, 0);
  }

  @Override
  public Sum evolve(Sum sum, SequencedEvent event) {
    var number = Long.parseLong(event.event().payload());
    return new Sum(sum.total + number, 31 * sum.digest + Long.hashCode(number));
  }
}
