package dev.annals.query.live;

import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Follows the log once for all streams of the process. Stops before the web server begins to wait
 * for requests to end, so that streams hold nothing up.
 */
final class LiveHub implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);

  private static final int BATCH_EVENTS_MAX = 500;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration BEGIN_MAX = Duration.ofSeconds(2);

  private final EventReader log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition begun = lock.newCondition();
  private final Watches watches = new Watches();
  private @Nullable SequencePosition position;
  private volatile @Nullable Thread follower;

  LiveHub(EventReader log) {
    this.log = log;
  }

  @Override
  public void start() {
    var thread = Thread.ofPlatform().name("annals-streams").daemon(true).unstarted(this::run);
    follower = thread;
    thread.start();
  }

  private void run() {
    while (isFollower()) {
      try {
        follow();
      } catch (InterruptedException e) {
        return;
      } catch (Throwable e) {
        // Also errors: a hub that died unseen would silence every stream.
        rest(e);
      }
    }
  }

  private boolean isFollower() {
    return Thread.currentThread().equals(follower);
  }

  private void rest(Throwable trouble) {
    LOG.warn("Streams wait for the log: {}", trouble.toString());
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Goes on where it was, so that after trouble no event is missing. */
  private void follow() throws InterruptedException {
    try (var subscription = log.subscribe(begin())) {
      while (isFollower()) {
        dispatch(subscription.next(BATCH_EVENTS_MAX, LOOK));
      }
    }
  }

  private SequencePosition begin() {
    var head = log.head();
    lock.lock();
    try {
      var from = position == null ? head : position;
      position = from;
      begun.signalAll();
      return from;
    } finally {
      lock.unlock();
    }
  }

  private void dispatch(List<SequencedEvent> events) {
    lock.lock();
    try {
      for (var event : events) {
        watches.offer(event);
        position = event.position();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * A watch that gets every matching event after its floor.
   *
   * @throws EventLogException.Unavailable if the hub has not found the log yet
   */
  Watch join(EventQuery query, int pendingMax) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var remaining = BEGIN_MAX.toNanos();
      while (position == null && remaining > 0) {
        remaining = begun.awaitNanos(remaining);
      }
      var from = position;
      if (from == null || follower == null) {
        throw new EventLogException.Unavailable("Nobody follows the log", null);
      }
      var watch = new Watch(query, pendingMax, from.value());
      watches.add(watch);
      return watch;
    } finally {
      lock.unlock();
    }
  }

  void leave(Watch watch) {
    lock.lock();
    try {
      watches.remove(watch);
    } finally {
      lock.unlock();
    }
  }

  /** Ends all streams. */
  @Override
  public void stop() {
    lock.lock();
    try {
      var thread = follower;
      follower = null;
      position = null;
      watches.all().forEach(Watch::close);
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isRunning() {
    return follower != null;
  }
}
