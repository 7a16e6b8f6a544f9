package dev.annals.eventstore.log;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Another log as one process knows it: all of it from memory, until it is told to look away; from
 * then on it remembers only what it knew by then, as if all others' events were still on their way.
 * Counts what is read of the log itself.
 */
public final class RememberedEventLog extends ForwardingEventLog {

  private final EventLog log;
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicReference<@Nullable SequencePosition> knownThrough = new AtomicReference<>();
  private volatile SequencePosition floor = SequencePosition.ORIGIN;

  public RememberedEventLog(EventLog log) {
    super(log);
    this.log = log;
  }

  public void lookAway() {
    knownThrough.set(log.head());
  }

  /** Forgets all there is so far. */
  public void forget() {
    floor = log.head();
  }

  /** How often the log was asked for events, or for its head. */
  public int reads() {
    return reads.get();
  }

  @Override
  public @Nullable SequencePosition sourceRecent(
      EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each) {
    if (floor.isAfter(after)) {
      return null;
    }
    var through = knownThrough.get();
    if (through == null) {
      return log.source(query, after, each);
    }
    if (!after.isAfter(through)) {
      log.read(query, after, READ_MAX).stream()
          .filter(event -> !event.position().isAfter(through))
          .forEach(each);
    }
    return through;
  }

  @Override
  public SequencePosition head() {
    reads.incrementAndGet();
    return log.head();
  }

  @Override
  public List<SequencedEvent> read(EventQuery query, SequencePosition after, int max) {
    reads.incrementAndGet();
    return log.read(query, after, max);
  }

  @Override
  public SequencePosition source(
      EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each) {
    reads.incrementAndGet();
    return log.source(query, after, each);
  }
}
