package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The position reached, and the threads that wait for a later one. Each is woken once, when its own
 * position is reached; reading the position and waiting for one already reached take no lock.
 */
final class Waiters implements ProjectionProgress {

  private final int waitersMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final PriorityQueue<Waiter> waiting = new PriorityQueue<>();
  private volatile SequencePosition reached = SequencePosition.ORIGIN;

  Waiters(int waitersMax) {
    this.waitersMax = waitersMax;
  }

  @Override
  public SequencePosition position() {
    return reached;
  }

  /** Wakes whoever waits for this position or an earlier one. */
  void reach(SequencePosition position) {
    lock.lock();
    try {
      reached = position;
      for (var first = waiting.peek(); first != null; first = waiting.peek()) {
        if (first.position.isAfter(position)) {
          return;
        }
        waiting.remove();
        first.woken.countDown();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean awaitPosition(SequencePosition position, Duration timeout)
      throws InterruptedException {
    if (!position.isAfter(reached)) {
      return true;
    }
    if (timeout.isZero() || timeout.isNegative()) {
      return false;
    }
    var waiter = new Waiter(position, new CountDownLatch(1));
    if (!enqueue(waiter)) {
      return !position.isAfter(reached);
    }
    try {
      return waiter.woken.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      leave(waiter);
    }
  }

  private boolean enqueue(Waiter waiter) {
    lock.lock();
    try {
      return waiter.position.isAfter(reached) && waiting.size() < waitersMax && waiting.add(waiter);
    } finally {
      lock.unlock();
    }
  }

  private void leave(Waiter waiter) {
    if (waiter.woken.getCount() == 0) {
      return;
    }
    lock.lock();
    try {
      waiting.remove(waiter);
    } finally {
      lock.unlock();
    }
  }

  int waitingCount() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private record Waiter(SequencePosition position, CountDownLatch woken)
      implements Comparable<Waiter> {

    @Override
    public int compareTo(Waiter other) {
      return position.compareTo(other.position);
    }
  }
}
