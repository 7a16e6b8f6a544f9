package dev.annals.eventstore.log.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A thread with a connection of its own that works off what the commits leave behind, woken by
 * them. Trouble with the database is logged once per outage and tried again; nothing is lost
 * meanwhile, as the work is found in the log itself.
 */
abstract class BackgroundTask implements AutoCloseable {

  private static final Duration RETRY_PAUSE = Duration.ofMillis(500);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final LogSessions sessions;
  private final Logger logger;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Connection open;

  BackgroundTask(String name, LogSessions sessions, Logger logger) {
    this.sessions = sessions;
    this.logger = logger;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /** There is a new connection: what was learnt through the last one may have been undone. */
  void connected(Connection connection) throws SQLException {}

  /**
   * Works until there is nothing left to do.
   *
   * @return how long to sleep unless woken
   */
  abstract Duration work(Connection connection) throws SQLException, InterruptedException;

  void start() {
    thread.start();
  }

  final void wake() {
    LockSupport.unpark(thread);
  }

  final boolean isClosed() {
    return closed;
  }

  private void run() {
    var healthy = true;
    while (!closed) {
      try (var connection = sessions.openBackground()) {
        open = connection;
        connected(connection);
        while (!closed) {
          var sleep = work(connection);
          healthy = true;
          LockSupport.parkNanos(this, sleep.toNanos());
        }
      } catch (Throwable e) {
        // Also errors: a task that died unseen would never be missed until it is needed.
        if (healthy && !closed) {
          logger.warn("{} is interrupted: {}", thread.getName(), e.toString());
        }
        healthy = false;
        LockSupport.parkNanos(this, RETRY_PAUSE.toNanos());
      } finally {
        open = null;
      }
    }
  }

  /** Stops; a statement under way is given a moment, then cut off. Idempotent. */
  @Override
  public void close() {
    closed = true;
    wake();
    try {
      if (thread.isAlive() && !thread.join(STOP_TIMEOUT)) {
        Connections.closeQuietly(open);
      }
    } catch (InterruptedException e) {
      Connections.closeQuietly(open);
      Thread.currentThread().interrupt();
    }
  }
}
