package dev.annals.torture.seal;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Appends at a steady rate, on a thread of its own, whenever there is a PostgreSQL to append to.
 */
final class Appender implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final EventLog log;
  private final TestEvents events = new TestEvents();
  private final int rate;
  private final Thread thread = Thread.ofPlatform().name("appender").daemon().unstarted(this::run);
  private volatile boolean ended;
  private volatile @Nullable Throwable failure;

  /**
   * @param rate events per second
   */
  Appender(EventLog log, int rate) {
    this.log = log;
    this.rate = rate;
  }

  void start() {
    thread.start();
  }

  private void run() {
    var batch = Math.max(1, (int) (rate * PAUSE.toNanos() / SECOND_NANOS));
    try {
      while (!ended) {
        append(Stream.generate(this::event).limit(batch).toList());
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (Throwable e) {
      failure = e;
    }
  }

  private Event event() {
    return events.of("tortured.Sealed", Tag.of("n", "1"));
  }

  private void append(List<Event> batch) {
    try {
      log.append(batch, AppendCondition.none()).join();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof EventLogException)) {
        throw e;
      }
    } catch (EventLogException _) {
      // PostgreSQL was killed. Whether it has the events does not matter here.
    }
  }

  /**
   * @throws SealFailed if it fell over
   */
  void requireRunning() {
    var cause = failure;
    if (cause != null) {
      throw new SealFailed("the appender fell over: " + cause);
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
