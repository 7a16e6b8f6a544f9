package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.EventLogException.Unavailable;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An endless stream of the log's events for one consumer, which reads without ever waiting. A
 * thread of its own fetches ahead into a bounded buffer, so a slow consumer, or a callback that
 * fails, holds up nobody else.
 *
 * <p>Ends only with an error, for instance when the database is gone, after what was fetched before
 * has been read; the consumer opens another at its token.
 */
final class FollowingStream implements MessageStream<EventMessage> {

  private static final Logger LOG = LoggerFactory.getLogger(FollowingStream.class);
  private static final int BUFFER_EVENTS = 1_000;
  private static final Duration IDLE_MAX = Duration.ofSeconds(10);

  private final BlockingQueue<Entry<EventMessage>> buffer = new ArrayBlockingQueue<>(BUFFER_EVENTS);
  private final EventSubscription subscription;
  private final EventQuery query;
  private final Function<SequencedEvent, Entry<EventMessage>> translation;
  private volatile @Nullable Runnable callback;
  private volatile @Nullable Throwable error;
  private volatile boolean closed;

  private FollowingStream(
      EventReader reader,
      SequencePosition after,
      EventQuery query,
      Function<SequencedEvent, Entry<EventMessage>> translation) {
    this.subscription = reader.subscribe(after);
    this.query = query;
    this.translation = translation;
  }

  static FollowingStream open(
      EventReader reader,
      SequencePosition after,
      EventQuery query,
      Function<SequencedEvent, Entry<EventMessage>> translation) {
    var stream = new FollowingStream(reader, after, query, translation);
    Thread.ofVirtual().name("axon-stream-after-" + after).start(stream::fetch);
    return stream;
  }

  private void fetch() {
    try (subscription) {
      while (!closed) {
        var asked = System.nanoTime();
        var events = subscription.next(BUFFER_EVENTS, IDLE_MAX);
        if (events.isEmpty() && !closed) {
          requireWaited(Duration.ofNanos(System.nanoTime() - asked));
        }
        for (var event : events) {
          if (closed) {
            return;
          }
          offer(event);
        }
      }
    } catch (InterruptedException | RuntimeException | Error failure) {
      fail(failure);
    }
  }

  private void fail(Throwable failure) {
    error = failure;
    try {
      notifyConsumer();
    } catch (RuntimeException again) {
      LOG.warn("The consumer of a stream of events fails: {}", again.toString());
    }
  }

  /**
   * Nothing, and long before the time is up: so the log was closed, and asking again would spin.
   */
  private static void requireWaited(Duration waited) {
    if (waited.compareTo(IDLE_MAX.dividedBy(2)) < 0) {
      throw new Unavailable("The event log was closed", null);
    }
  }

  private void offer(SequencedEvent sequenced) throws InterruptedException {
    var event = sequenced.event();
    if (query.matches(event.type(), event.tags())) {
      buffer.put(translation.apply(sequenced));
      notifyConsumer();
    }
  }

  private void notifyConsumer() {
    var current = callback;
    if (current != null) {
      current.run();
    }
  }

  @Override
  public Optional<Entry<EventMessage>> next() {
    return Optional.ofNullable(buffer.poll());
  }

  @Override
  public Optional<Entry<EventMessage>> peek() {
    return Optional.ofNullable(buffer.peek());
  }

  @Override
  public void setCallback(Runnable callback) {
    this.callback = callback;
    notifyConsumer();
  }

  @Override
  public Optional<Throwable> error() {
    return isCompleted() ? Optional.ofNullable(error) : Optional.empty();
  }

  @Override
  public boolean isCompleted() {
    return (closed || error != null) && buffer.isEmpty();
  }

  @Override
  public boolean hasNextAvailable() {
    return !buffer.isEmpty();
  }

  /** Not by interruption, which would tear a connection that is just being read from. */
  @Override
  public void close() {
    closed = true;
    subscription.close();
    buffer.clear();
  }
}
