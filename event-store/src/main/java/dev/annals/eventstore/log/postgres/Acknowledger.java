package dev.annals.eventstore.log.postgres;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the callers of a batch, while the committer is at the next one: waking a thread takes
 * longer than planning its append, and what a caller does on being told is not the committer's
 * business. Bounded; a committer too far ahead waits.
 */
final class Acknowledger implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);
  private static final int BATCHES_MAX = 64;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final BlockingQueue<Runnable> answers = new ArrayBlockingQueue<>(BATCHES_MAX);
  private final Thread thread;
  private volatile boolean stopped;

  Acknowledger(String name) {
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /**
   * Has the callers told.
   *
   * @param callers how many; one is told at once, as handing over would take longer
   */
  void tell(int callers, Runnable answer) {
    if (callers == 1 || !thread.isAlive()) {
      answer.run();
      return;
    }
    try {
      answers.put(answer);
    } catch (InterruptedException e) {
      answer.run();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopped) {
        tell(answers.take());
      }
    } catch (InterruptedException e) {
      LOG.debug("Interrupted; what is left is told by whoever stops this thread", e);
    }
  }

  private static void tell(Runnable answer) {
    try {
      answer.run();
    } catch (Throwable e) {
      // Also errors: the others still have to hear.
      LOG.error("Telling a caller failed", e);
    }
  }

  /** Tells everybody, then stops. After the committer has. */
  @Override
  public void close() {
    try {
      if (thread.isAlive()) {
        var asked =
            answers.offer(() -> stopped = true, STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (!asked || !thread.join(STOP_TIMEOUT)) {
          thread.interrupt();
        }
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    for (var answer = answers.poll(); answer != null; answer = answers.poll()) {
      tell(answer);
    }
  }
}
