package dev.annals.benchmarks.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Callers that each wait for one operation before they start the next. They are virtual threads, as
 * those that serve requests in the product.
 */
public final class Callers {

  private Callers() {}

  /**
   * Lets the callers work for a while.
   *
   * @throws IllegalStateException if an operation failed
   */
  public static Run work(int callers, Duration time, Operation operation) {
    var begin = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tallies = new ArrayList<Future<Tally>>();
      for (var i = 0; i < callers; i++) {
        tallies.add(threads.submit(caller(i, begin, time, operation)));
      }
      var start = System.nanoTime();
      begin.countDown();
      return sum(tallies, start);
    }
  }

  /** Has one caller perform an operation a number of times. */
  public static Run times(int times, Operation operation) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var start = System.nanoTime();
      return sum(List.of(threads.submit(() -> repeat(times, operation))), start);
    }
  }

  private static Tally repeat(int times, Operation operation) throws Exception {
    var tally = new Tally();
    for (var i = 0; i < times; i++) {
      var before = System.nanoTime();
      var events = operation.perform(0);
      tally.add(events, System.nanoTime() - before);
    }
    return tally;
  }

  private static Callable<Tally> caller(
      int caller, CountDownLatch begin, Duration time, Operation operation) {
    return () -> {
      var tally = new Tally();
      begin.await();
      var end = System.nanoTime() + time.toNanos();
      for (var before = System.nanoTime(); before < end; ) {
        var events = operation.perform(caller);
        var after = System.nanoTime();
        tally.add(events, after - before);
        before = after;
      }
      return tally;
    };
  }

  private static Run sum(List<Future<Tally>> tallies, long start) {
    var total = new Tally();
    for (var tally : tallies) {
      total.add(result(tally));
    }
    return total.run((System.nanoTime() - start) / 1e9);
  }

  private static Tally result(Future<Tally> tally) {
    try {
      return tally.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A caller failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while callers worked", e);
    }
  }
}
