package dev.annals.eventstore.projection;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the progress of other processes for as long as somebody waits for it, and not otherwise.
 * One look serves all who wait.
 */
final class ProgressWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressWatch.class);

  /** What waiting for another process adds to the time until its commit is seen. */
  private static final int INTERVAL_MILLIS = 5;

  private final Semaphore wanted = new Semaphore(0);
  private volatile List<ProjectionRunner> runners = List.of();
  private volatile boolean closed;

  void start(List<ProjectionRunner> watched) {
    runners = watched;
    closed = false;
    Thread.ofPlatform().name("projection-watch").daemon(true).start(this::run);
  }

  /** Somebody has begun to wait. */
  void look() {
    if (wanted.availablePermits() == 0) {
      wanted.release();
    }
  }

  private void run() {
    try {
      while (!closed) {
        wanted.acquire();
        wanted.drainPermits();
        while (!closed && observe()) {
          if (wanted.tryAcquire(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
            wanted.drainPermits();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean observe() {
    var waiting = false;
    for (var runner : runners) {
      try {
        waiting |= runner.observeForWaiters();
      } catch (SQLException | RuntimeException e) {
        // Whoever waits gives up in time, and others tell of the trouble.
        LOG.debug("Cannot see the progress of {}", runner.id(), e);
        waiting = true;
      }
    }
    return waiting;
  }

  @Override
  public void close() {
    closed = true;
    wanted.release();
  }
}
