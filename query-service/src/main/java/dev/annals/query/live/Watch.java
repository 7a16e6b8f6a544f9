package dev.annals.query.live;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the hub has for one stream: the matching events after the floor, in order. When there would
 * be too many of them they are dropped and the floor rises, and the stream reads them by itself. So
 * an event is never missed, and a stream that does not keep up costs no memory. Thread-safe, for
 * one taker.
 */
final class Watch {

  /** Most characters of the events that wait. */
  static final long CHARACTERS_MAX = 1 << 17;

  private final EventQuery query;
  private final int pendingMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<SequencedEvent> pending = new ArrayDeque<>();
  private long characters;
  private long floor;
  private boolean closed;

  /**
   * A watch for what comes.
   *
   * @param pendingMax events that may wait; none for a stream that only wants to know that there
   *     are some
   * @param floor where the hub stands
   */
  Watch(EventQuery query, int pendingMax, long floor) {
    this.query = query;
    this.pendingMax = pendingMax;
    this.floor = floor;
  }

  EventQuery query() {
    return query;
  }

  /** For the hub: events in position order. */
  void offer(SequencedEvent event) {
    lock.lock();
    try {
      characters += event.event().length();
      if (pending.size() < pendingMax && characters <= CHARACTERS_MAX) {
        pending.add(event);
      } else {
        pending.clear();
        characters = 0;
        floor = event.position().value();
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Up to here the stream has to look by itself. */
  long floor() {
    lock.lock();
    try {
      return floor;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes all that wait, waiting for the first.
   *
   * @param known up to where the taker has every event
   * @return empty after so many nanoseconds, when closed, or when the floor is beyond {@code known}
   */
  List<SequencedEvent> takeAfter(long known, long nanos) throws InterruptedException {
    lock.lock();
    try {
      var remaining = nanos;
      dropThrough(known);
      while (!closed && floor <= known && pending.isEmpty() && remaining > 0) {
        remaining = changed.awaitNanos(remaining);
        dropThrough(known);
      }
      return floor > known ? List.of() : takeAll();
    } finally {
      lock.unlock();
    }
  }

  private void dropThrough(long known) {
    while (!pending.isEmpty() && pending.getFirst().position().value() <= known) {
      characters -= pending.removeFirst().event().length();
    }
  }

  private List<SequencedEvent> takeAll() {
    var all = new ArrayList<>(pending);
    pending.clear();
    characters = 0;
    return all;
  }

  /** Nothing comes any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Lets its taker rest, unless the watch is closed meanwhile. */
  void rest(long nanos) throws InterruptedException {
    lock.lock();
    try {
      var remaining = nanos;
      while (!closed && remaining > 0) {
        remaining = changed.awaitNanos(remaining);
      }
    } finally {
      lock.unlock();
    }
  }
}
