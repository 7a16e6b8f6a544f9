package dev.annals.eventstore.privacy;

import dev.annals.eventstore.log.SequencePosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The last subjects that the log said were erased, and up to where it was asked. Thread-safe. */
final class LatestErasures {

  private final int max;
  private final Set<String> subjects = ConcurrentHashMap.newKeySet();
  private final Deque<String> order = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private volatile SequencePosition followed = SequencePosition.ORIGIN;

  LatestErasures(int max) {
    this.max = max;
  }

  boolean contains(String subject) {
    return subjects.contains(subject);
  }

  void add(String subject) {
    lock.lock();
    try {
      if (subjects.add(subject)) {
        order.addLast(subject);
        if (order.size() > max) {
          subjects.remove(order.removeFirst());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  void followed(SequencePosition position) {
    lock.lock();
    try {
      followed = position;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  SequencePosition followed() {
    return followed;
  }

  /** Whether all erasures up to the position are known, if need be after a while. */
  boolean awaitFollowed(SequencePosition position, Duration timeout) {
    if (!position.isAfter(followed)) {
      return true;
    }
    try {
      lock.lockInterruptibly();
      try {
        var remaining = timeout.toNanos();
        while (position.isAfter(followed) && remaining > 0) {
          remaining = moved.awaitNanos(remaining);
        }
        return !position.isAfter(followed);
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
