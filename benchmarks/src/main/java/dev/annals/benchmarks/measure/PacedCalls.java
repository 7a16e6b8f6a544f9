package dev.annals.benchmarks.measure;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Begins calls at a steady pace, whether earlier ones are over or not, and takes the time of each
 * from the moment at which it was due: whoever is late because somebody else is slow counts as slow
 * too.
 */
public final class PacedCalls {

  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int SIGNIFICANT_DIGITS = 3;

  /** Far more than a system needs that keeps up. */
  public static final int UNDER_WAY_MAX = 256;

  private final int perSecond;
  private final Call call;
  private final Recorder nanos = new Recorder(SIGNIFICANT_DIGITS);
  private final Semaphore free = new Semaphore(UNDER_WAY_MAX);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private PacedCalls(int perSecond, Call call) {
    this.perSecond = perSecond;
    this.call = call;
  }

  /** What is done again and again, by many threads at once. */
  @FunctionalInterface
  public interface Call {
    void run() throws Exception;
  }

  /**
   * Calls for a while, and waits for those under way.
   *
   * @return how many nanoseconds each took
   * @throws IllegalStateException if one failed
   */
  public static Histogram run(int perSecond, Duration time, Call call) {
    var count = Math.max(1, time.toNanos() * perSecond / SECOND_NANOS);
    return new PacedCalls(perSecond, call).run(begun -> begun < count);
  }

  /**
   * Calls, at least once, until it is over, and waits for those under way.
   *
   * @return as {@link #run}
   * @throws IllegalStateException if one failed
   */
  public static Histogram until(BooleanSupplier over, int perSecond, Call call) {
    return new PacedCalls(perSecond, call).run(begun -> begun == 0 || !over.getAsBoolean());
  }

  /** Goes on as long as the number of calls that were begun is to grow. */
  private Histogram run(LongPredicate goesOn) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var begin = System.nanoTime();
      for (var i = 0L; goesOn.test(i) && failure.get() == null; i++) {
        beginAt(begin + i * SECOND_NANOS / perSecond, threads);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while calling", e);
    }
    var failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("A call failed: " + failed, failed);
    }
    return nanos.getIntervalHistogram();
  }

  private void beginAt(long due, ExecutorService threads) throws InterruptedException {
    for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    free.acquire();
    threads.execute(() -> time(due));
  }

  private void time(long due) {
    try {
      call.run();
      nanos.recordValue(Math.max(0, System.nanoTime() - due));
    } catch (Exception | Error e) {
      failure.compareAndSet(null, e);
    } finally {
      free.release();
    }
  }
}
