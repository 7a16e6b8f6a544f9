package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.EventLogException.Overloaded;
import dev.annals.eventstore.log.EventLogException.Unavailable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets commands on the same key take turns within this process, first come, first served.
 *
 * <p>Only spares work: without it, most of many commands on one entity would decide from a state
 * that is gone when they append. Correctness rests on the append condition alone, so keys that
 * share a stripe merely wait for each other.
 */
final class SerialTurns {

  private static final int STRIPES = 1 << 10;

  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];
  private final Duration waitMax;

  SerialTurns(Duration waitMax) {
    this.waitMax = waitMax;
    for (var i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock(true);
    }
  }

  <T> T inTurn(String key, Supplier<T> work) {
    var stripe = stripes[stripeOf(key)];
    acquire(stripe);
    try {
      return work.get();
    } finally {
      stripe.unlock();
    }
  }

  private void acquire(ReentrantLock stripe) {
    try {
      if (!stripe.tryLock(waitMax.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new Overloaded("Waited %s for earlier commands on the same key".formatted(waitMax));
      }
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Interrupted while waiting for earlier commands", interruption);
    }
  }

  private static int stripeOf(String key) {
    var hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & (STRIPES - 1);
  }
}
