package dev.annals.standalone.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs every step of an {@link AccountOrder} once, so many at a time, the earliest of the file
 * first. A step runs after its predecessors have ended, and sees what they did. The first failure
 * stops the run.
 */
final class OrderedRun {

  /** What to do for the instruction of this index. */
  interface Step {
    void run(int index) throws InterruptedException;
  }

  /** Sorts behind every index, so that work comes before the end. */
  private static final int END = Integer.MAX_VALUE;

  private final AccountOrder order;
  private final Step step;
  private final PriorityBlockingQueue<Integer> ready = new PriorityBlockingQueue<>();
  private final AtomicInteger remaining;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final List<Thread> workers = new ArrayList<>();

  private OrderedRun(AccountOrder order, Step step) {
    this.order = order;
    this.step = step;
    this.remaining = new AtomicInteger(order.size());
  }

  /**
   * Returns when all has been done.
   *
   * @throws RuntimeException the first that a step threw
   */
  static void run(AccountOrder order, int concurrency, Step step) throws InterruptedException {
    if (order.size() > 0) {
      new OrderedRun(order, step).run(concurrency);
    }
  }

  private void run(int concurrency) throws InterruptedException {
    order.start(ready::add);
    for (var i = 0; i < concurrency; i++) {
      workers.add(Thread.ofVirtual().name("load-" + i).unstarted(this::work));
    }
    workers.forEach(Thread::start);
    try {
      for (var worker : workers) {
        worker.join();
      }
    } finally {
      workers.forEach(Thread::interrupt);
    }
    var first = failure.get();
    if (first != null) {
      throw first;
    }
  }

  private void work() {
    try {
      for (int index = ready.take(); index != END; index = ready.take()) {
        step.run(index);
        order.done(index, ready::add);
        if (remaining.decrementAndGet() == 0) {
          end();
        }
      }
    } catch (InterruptedException stopped) {
      fail(new LoadFailedException("the load was interrupted", stopped));
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void end() {
    workers.forEach(_ -> ready.add(END));
  }

  /** The others are interrupted rather than awaited: each may be in the middle of long retries. */
  private void fail(RuntimeException e) {
    if (failure.compareAndSet(null, e)) {
      workers.forEach(Thread::interrupt);
    }
  }
}
