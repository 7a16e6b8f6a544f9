package dev.annals.torture.reads;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.EventLog;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Has payments happen at a steady rate, on a thread of its own. */
final class PaymentWriter implements AutoCloseable {

  private static final int APPENDS_PER_SECOND = 50;
  private static final Duration END_MAX = Duration.ofSeconds(30);
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final EventLog log;
  private final Payments payments;
  private final int rate;
  private final Thread thread;
  private volatile boolean ended;
  private volatile @Nullable Throwable failure;

  /**
   * @param rate events per second
   */
  PaymentWriter(EventLog log, Payments payments, int rate) {
    this.log = log;
    this.payments = payments;
    this.rate = rate;
    this.thread = Thread.ofPlatform().name("payments").daemon().unstarted(this::run);
  }

  /** Opens the accounts, and begins. */
  void start() {
    log.append(payments.openings(), AppendCondition.none()).join();
    thread.start();
  }

  private void run() {
    var begun = System.nanoTime();
    var written = 0L;
    try {
      while (!ended) {
        var due = (System.nanoTime() - begun) * rate / SECOND_NANOS;
        var count = (int) Math.min(due - written, EventLog.APPEND_EVENTS_MAX);
        if (count > 0) {
          log.append(Stream.generate(payments::next).limit(count).toList(), AppendCondition.none())
              .join();
          written += count;
        }
        LockSupport.parkNanos(SECOND_NANOS / APPENDS_PER_SECOND);
      }
    } catch (Throwable e) {
      failure = e;
    }
  }

  /**
   * Fails the campaign if nothing happens any more.
   *
   * @throws ReadsFailed if so
   */
  void requireRunning() {
    var cause = failure;
    if (cause != null) {
      throw new ReadsFailed("the writer fell over: " + cause);
    }
  }

  /** Lets nothing happen any more. */
  @Override
  public void close() {
    ended = true;
    try {
      if (!thread.join(END_MAX)) {
        throw new ReadsFailed("the writer does not end");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
