package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log ahead of the thread that applies the events: while one batch is written, the next
 * one is fetched. Holds no more than about one batch, and what came in meanwhile is handed over at
 * once, so batches grow with the load.
 */
final class EventFeed implements AutoCloseable {

  /** Assumed before the first events tell better. */
  private static final int CHARACTERS_PER_EVENT = 512;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final EventReader log;
  private final SequencePosition after;
  private final ProjectionProperties properties;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<SequencedEvent> pending = new ArrayDeque<>();
  private long pendingCharacters;
  private long charactersPerEvent = CHARACTERS_PER_EVENT;
  private @Nullable Throwable failure;
  private boolean closed;
  private boolean idle;

  private EventFeed(
      String threadName, EventReader log, SequencePosition after, ProjectionProperties properties) {
    this.log = log;
    this.after = after;
    this.properties = properties;
    this.thread = Thread.ofPlatform().name(threadName).daemon(true).unstarted(this::fetchAll);
  }

  /** Starts fetching all events after {@code after}. */
  static EventFeed open(
      String threadName, EventReader log, SequencePosition after, ProjectionProperties properties) {
    var feed = new EventFeed(threadName, log, after, properties);
    feed.thread.start();
    return feed;
  }

  /**
   * The next events in order, waiting for the first.
   *
   * @return empty if a look at the log found nothing new, or the feed was stopped
   * @throws IllegalStateException with the cause, if the log cannot be read
   */
  List<SequencedEvent> take(int eventsMax) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (pending.isEmpty() && failure == null && !idle && !closed) {
        changed.await();
      }
      idle = false;
      if (pending.isEmpty() && failure != null && !closed) {
        throw new IllegalStateException("Cannot read the log: " + failure, failure);
      }
      return closed ? List.of() : drain(eventsMax);
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  private List<SequencedEvent> drain(int eventsMax) {
    var batch = new ArrayList<SequencedEvent>(Math.min(eventsMax, pending.size()));
    var characters = 0L;
    while (batch.size() < eventsMax
        && !pending.isEmpty()
        && characters < properties.batchCharactersMax()) {
      var event = pending.remove();
      characters += charactersOf(event);
      batch.add(event);
    }
    pendingCharacters -= characters;
    return batch;
  }

  private void fetchAll() {
    try (var subscription = log.subscribe(after)) {
      for (var room = awaitRoom(); room > 0; room = awaitRoom()) {
        var deadline = System.nanoTime() + properties.readTimeout().toNanos();
        var events = subscription.next(room, properties.readTimeout());
        offer(events);
        if (events.isEmpty()) {
          awaitClosed(deadline);
        }
      }
    } catch (InterruptedException e) {
      // Only close() interrupts, and it is waiting for this thread to end.
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // Also errors: the applying thread must learn of whatever ends this one.
      fail(e);
    }
  }

  /** How many events may be fetched now, at least one; zero once the feed is closed. */
  private int awaitRoom() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && room() == 0) {
        changed.await();
      }
      return closed ? 0 : room();
    } finally {
      lock.unlock();
    }
  }

  private int room() {
    var characters = properties.batchCharactersMax() - pendingCharacters;
    if (characters <= 0) {
      return 0;
    }
    var fitting = Math.max(1, characters / charactersPerEvent);
    return (int) Math.min(properties.batchEventsMax() - pending.size(), fitting);
  }

  /**
   * A closed log answers at once and for ever that there is nothing: no reason to ask it all the
   * time.
   */
  private void awaitClosed(long deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var remaining = deadline - System.nanoTime();
      while (!closed && remaining > 0) {
        remaining = changed.awaitNanos(remaining);
      }
    } finally {
      lock.unlock();
    }
  }

  private void offer(List<SequencedEvent> events) {
    var characters = events.stream().mapToLong(EventFeed::charactersOf).sum();
    lock.lock();
    try {
      idle = events.isEmpty();
      pending.addAll(events);
      pendingCharacters += characters;
      charactersPerEvent = idle ? charactersPerEvent : Math.max(1, characters / events.size());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable e) {
    lock.lock();
    try {
      failure = e;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static long charactersOf(SequencedEvent event) {
    return event.event().length();
  }

  /** Lets {@link #take} return empty. Any thread may call it. */
  void stop() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    stop();
    thread.interrupt();
    try {
      thread.join(CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
