package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.SequencePosition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hands one worker the events after any position: from shared pages while it is behind, and from
 * what the process follows of the log once it is near the head. For one thread, except for {@link
 * #wake}.
 */
final class EventFeed implements AutoCloseable {

  /** Assumed before the first events tell better. */
  private static final long CHARACTERS_PER_EVENT = 512;

  private final EventReader log;
  private final LogPages pages;
  private final ProjectionProperties properties;

  /** A position that the log is known to have reached. */
  private long head;

  private long charactersPerEvent = CHARACTERS_PER_EVENT;

  private final AtomicReference<@Nullable EventSubscription> subscription = new AtomicReference<>();
  private final Semaphore wakeups = new Semaphore(0);

  EventFeed(EventReader log, LogPages pages, ProjectionProperties properties) {
    this.log = log;
    this.pages = pages;
    this.properties = properties;
  }

  /** A position that the log is known to have reached. */
  long head() {
    return head;
  }

  /**
   * The next events in order, waiting for the first.
   *
   * @param max at least 1
   * @return empty if none came in time, or the feed was woken
   */
  List<ReadEvent> after(long position, int max, Duration timeout) throws InterruptedException {
    if (head - position < LogPages.LENGTH) {
      var asked = fitting(max);
      var events = follow(position, asked, timeout);
      if (events.size() < asked) {
        return events;
      }
      // There is probably much more.
      head = Math.max(head, log.head().value());
      return events;
    }
    return fromPages(position, max);
  }

  private List<ReadEvent> fromPages(long position, int max) throws InterruptedException {
    var events = pages.after(position, max, properties.batchCharactersMax(), head);
    return events.isEmpty() ? follow(position, fitting(max), Duration.ZERO) : events;
  }

  private List<ReadEvent> follow(long position, int max, Duration timeout)
      throws InterruptedException {
    if (wakeups.drainPermits() > 0) {
      return List.of();
    }
    var deadline = System.nanoTime() + timeout.toNanos();
    var events = subscribed(position).next(max, timeout);
    if (events.isEmpty()) {
      awaitDeadline(deadline);
      return List.of();
    }
    var page = LogPage.of(events, position);
    charactersPerEvent = Math.max(1, page.characters() / Math.max(1, page.events().size()));
    return page.events();
  }

  private EventSubscription subscribed(long position) {
    var open = subscription.get();
    if (open != null && open.position().value() == position) {
      return open;
    }
    close();
    var fresh = log.subscribe(SequencePosition.of(position));
    subscription.set(fresh);
    return fresh;
  }

  private int fitting(int max) {
    var fitting = Math.max(1, properties.batchCharactersMax() / charactersPerEvent);
    return (int) Math.min(Math.min(max, EventReader.READ_MAX), fitting);
  }

  /**
   * A closed log answers at once and for ever that there is nothing: no reason to ask it all the
   * time.
   */
  private void awaitDeadline(long deadline) throws InterruptedException {
    var remaining = deadline - System.nanoTime();
    if (remaining > 0 && wakeups.tryAcquire(remaining, TimeUnit.NANOSECONDS)) {
      wakeups.drainPermits();
    }
  }

  /** Waits until the time is over or somebody calls {@link #wake}. */
  void pause(long nanos) throws InterruptedException {
    awaitDeadline(System.nanoTime() + nanos);
  }

  /** Lets a call of {@link #after} that waits, or else the next one, come back at once. */
  void wake() {
    wakeups.release();
    close();
  }

  @Override
  public void close() {
    var open = subscription.getAndSet(null);
    if (open != null) {
      open.close();
    }
  }
}
