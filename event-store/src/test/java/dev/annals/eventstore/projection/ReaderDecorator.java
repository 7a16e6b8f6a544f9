package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A log that reads as another one, except where a test wants otherwise. */
final class ReaderDecorator implements EventReader {

  private final EventReader log;
  private volatile UnaryOperator<SequencePosition> start = UnaryOperator.identity();
  private volatile UnaryOperator<List<SequencedEvent>> delivery = UnaryOperator.identity();

  private volatile AtomicInteger reads = new AtomicInteger();
  private volatile boolean readsFail;

  ReaderDecorator(EventReader log) {
    this.log = log;
  }

  /** How many pages are read. */
  void count(AtomicInteger counter) {
    reads = counter;
  }

  void failReads(boolean failing) {
    readsFail = failing;
  }

  /** Where subscriptions really start. */
  void startAt(UnaryOperator<SequencePosition> changed) {
    start = changed;
  }

  /** What subscriptions really deliver. */
  void deliver(UnaryOperator<List<SequencedEvent>> changed) {
    delivery = changed;
  }

  @Override
  public SequencePosition head() {
    return log.head();
  }

  @Override
  public List<SequencedEvent> read(EventQuery query, SequencePosition after, int max) {
    reads.incrementAndGet();
    if (readsFail) {
      throw new EventLogException.Unavailable("cannot read", null);
    }
    return log.read(query, after, max);
  }

  @Override
  public SequencePosition source(
      EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each) {
    return log.source(query, after, each);
  }

  @Override
  public SequencePosition positionBefore(Instant instant) {
    return log.positionBefore(instant);
  }

  @Override
  public EventSubscription subscribe(SequencePosition after) {
    var subscription = log.subscribe(start.apply(after));
    return new EventSubscription() {

      @Override
      public List<SequencedEvent> next(int max, Duration timeout) throws InterruptedException {
        return delivery.apply(subscription.next(max, timeout));
      }

      @Override
      public SequencePosition position() {
        return subscription.position();
      }

      @Override
      public void close() {
        subscription.close();
      }
    };
  }

  @Override
  public void close() {
    log.close();
  }
}
