package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.EventLogException.Unavailable;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads new events once for all subscriptions of the process. One thread, started with the first
 * subscription, sleeps until the database notifies it, and looks by itself every poll interval in
 * case a notification got lost. A subscription that is further behind than the recent events in
 * memory reads the database on its own.
 */
final class LogFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
  private static final int PAGE = 2_000;

  /** Asked for when there was nothing more the last time; few events cost least this way. */
  private static final int LIVE_PAGE = 200;

  private static final Duration RECONNECT_PAUSE = Duration.ofMillis(200);

  private final LogSessions sessions;
  private final Duration pollInterval;
  private final DataSource readers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final RecentEvents recent = new RecentEvents();
  private final Thread thread;
  private boolean following;
  private @Nullable Throwable trouble;
  private volatile boolean closed;
  private volatile @Nullable Connection listening;

  LogFollower(LogSessions sessions, Duration pollInterval, DataSource readers) {
    this.sessions = sessions;
    this.pollInterval = pollInterval;
    this.readers = readers;
    this.thread =
        Thread.ofPlatform()
            .name("annals-follower-" + sessions.log().schema())
            .daemon()
            .unstarted(this::run);
  }

  EventSubscription subscribe(SequencePosition after) {
    lock.lock();
    try {
      if (closed) {
        throw new Unavailable("The event log is closed", null);
      }
      if (thread.getState() == Thread.State.NEW) {
        thread.start();
      }
    } finally {
      lock.unlock();
    }
    return new Subscription(after);
  }

  private void run() {
    while (!closed) {
      try (var connection = sessions.openFollower()) {
        listening = connection;
        follow(connection);
      } catch (Throwable e) {
        // Also errors and unreadable rows: a follower that died unseen would freeze every view.
        report(e);
      } finally {
        listening = null;
      }
    }
  }

  private void follow(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("LISTEN " + sessions.log().channel());
    }
    var notifications = connection.unwrap(PGConnection.class);
    if (!following) {
      begin(LogHead.read(connection));
    }
    var max = LIVE_PAGE;
    while (!closed) {
      var page = EventPages.readAll(connection, recent.head(), max);
      publish(page);
      var more = page.size() == max;
      if (!more && !wasNotified(notifications)) {
        notifications.getNotifications((int) pollInterval.toMillis());
      }
      max = more ? PAGE : LIVE_PAGE;
    }
  }

  /**
   * A notification that came with the page may tell of events after it; waiting would not see it
   * again.
   */
  private static boolean wasNotified(PGConnection connection) throws SQLException {
    var received = connection.getNotifications();
    return received != null && received.length > 0;
  }

  private void begin(long head) {
    lock.lock();
    try {
      recent.reset(head);
      following = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void publish(List<SequencedEvent> page) {
    lock.lock();
    try {
      page.forEach(recent::add);
      trouble = null;
      if (!page.isEmpty()) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void report(Throwable e) {
    if (closed) {
      return;
    }
    LOG.warn("Following the log is interrupted: {}", e.toString());
    lock.lock();
    try {
      trouble = e;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    LockSupport.parkNanos(RECONNECT_PAUSE.toNanos());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    Connections.closeQuietly(listening);
    thread.interrupt();
  }

  /** For one thread at a time, as its contract says. */
  private final class Subscription implements EventSubscription {

    private volatile SequencePosition position;
    private volatile boolean cancelled;

    Subscription(SequencePosition position) {
      this.position = position;
    }

    @Override
    public List<SequencedEvent> next(int max, Duration timeout) throws InterruptedException {
      if (max < 1 || max > EventReader.READ_MAX) {
        throw new IllegalArgumentException(
            "max must be 1 to %d, is %d".formatted(EventReader.READ_MAX, max));
      }
      var events = fromMemory(max, timeout);
      if (events == null) {
        events = fromDatabase(max);
      }
      if (!events.isEmpty()) {
        position = events.getLast().position();
      }
      return events;
    }

    /** Null if this subscription is too far behind. */
    private @Nullable List<SequencedEvent> fromMemory(int max, Duration timeout)
        throws InterruptedException {
      var remaining = timeout.toNanos();
      lock.lockInterruptibly();
      try {
        while (!closed && !cancelled) {
          if (following && !recent.reaches(position.value())) {
            return null;
          }
          if (following && recent.head() > position.value()) {
            return recent.after(position.value(), max);
          }
          if (trouble != null) {
            throw new Unavailable("The event log cannot be followed", trouble);
          }
          if (remaining <= 0) {
            return List.of();
          }
          remaining = changed.awaitNanos(remaining);
        }
        return List.of();
      } finally {
        lock.unlock();
      }
    }

    private List<SequencedEvent> fromDatabase(int max) {
      try (var connection = readers.getConnection()) {
        return EventPages.readAll(connection, position.value(), max);
      } catch (SQLException e) {
        throw new Unavailable("The event log cannot be read: " + e.getMessage(), e);
      }
    }

    @Override
    public SequencePosition position() {
      return position;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        cancelled = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
