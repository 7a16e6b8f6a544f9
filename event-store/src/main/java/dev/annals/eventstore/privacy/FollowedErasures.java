package dev.annals.eventstore.privacy;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log, so that the keys in this process' memory do not outlive an erasure. One that
 * ends goes on where it was; reads that must know more than it does wait for it, within bounds.
 */
public final class FollowedErasures implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FollowedErasures.class);

  private static final int BATCH_EVENTS_MAX = 1_000;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration END_MAX = Duration.ofSeconds(5);

  private final EventReader log;
  private final ErasureEvents events;
  private final SubjectKeys keys;
  private final Thread thread;
  private @Nullable SequencePosition position;
  private SequencePosition seen = SequencePosition.ORIGIN;
  private long seenNanos;
  private volatile @Nullable String trouble;
  private volatile boolean closed;

  public FollowedErasures(EventReader log, ErasureEvents events, SubjectKeys keys) {
    this.log = log;
    this.events = events;
    this.keys = keys;
    this.thread = Thread.ofPlatform().name("annals-erasures").daemon(true).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Why erasures are not followed right now; null if they are. */
  public @Nullable String trouble() {
    return trouble;
  }

  private void run() {
    while (!closed) {
      try {
        follow();
      } catch (InterruptedException e) {
        return;
      } catch (Throwable e) {
        // Also errors: one that died unseen would make every read wait in vain.
        if (trouble == null && !closed) {
          LOG.warn("Erasures are not followed: {}", e.toString());
        }
        trouble = e.toString();
        if (!rested()) {
          return;
        }
      }
    }
  }

  private static boolean rested() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void follow() throws InterruptedException {
    var from = position == null ? caughtUp() : position;
    try (var subscription = log.subscribe(from)) {
      while (!closed) {
        var next = subscription.next(BATCH_EVENTS_MAX, LOOK);
        next.forEach(event -> events.subject(event).ifPresent(keys::erased));
        if (!next.isEmpty()) {
          reached(next.getLast().position());
        }
        look(subscription.position());
      }
    }
  }

  /**
   * Asks for the head, since a subscription does not tell how far behind it is: only who has seen
   * all there was a moment ago is in touch.
   */
  private void look(SequencePosition reached) {
    var now = System.nanoTime();
    if (now - seenNanos >= LOOK.toNanos() && !seen.isAfter(reached)) {
      seen = log.head();
      seenNanos = now;
      requireNotSetBack(reached);
    }
    if (!seen.isAfter(reached)) {
      inTouch();
    }
  }

  /** What was at a position may be something else by now: all are gone over again. */
  private void requireNotSetBack(SequencePosition reached) {
    if (reached.isAfter(seen)) {
      position = null;
      throw new IllegalStateException(
          "The log was set back from position %s to %s".formatted(reached, seen));
    }
  }

  private void inTouch() {
    keys.inTouch(seenNanos);
    trouble = null;
  }

  /** Those there were before, whose keys may not all be destroyed yet. */
  private SequencePosition caughtUp() {
    var asked = System.nanoTime();
    var head = log.head();
    var after = SequencePosition.ORIGIN;
    while (true) {
      var page = log.read(events.all(), after, EventReader.READ_MAX);
      page.forEach(event -> events.subject(event).ifPresent(keys::erased));
      if (page.size() < EventReader.READ_MAX) {
        reached(head);
        seen = head;
        seenNanos = asked;
        inTouch();
        return head;
      }
      after = page.getLast().position();
    }
  }

  private void reached(SequencePosition reached) {
    position = reached;
    keys.followed(reached);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      if (thread.isAlive()) {
        var _ = thread.join(END_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
