package dev.annals.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;

/**
 * Lets a bounded number of requests be under way at once and refuses any more, on the spot or after
 * a wait, so that what waits, and for how long, is bounded whatever it waits for: its turn, a
 * connection, the log. Thread-safe.
 */
public final class Admission {

  private static final Map<String, String> SOON = Map.of(HttpHeaders.RETRY_AFTER, "1");

  private final Semaphore places;
  private final int queueMax;
  private final Semaphore queue;
  private final Duration waitMax;
  private final String refusal;

  /**
   * An admission with all its places free.
   *
   * @param underWayMax places, at least one
   * @param refusal what those are told who get none
   */
  public Admission(int underWayMax, String refusal) {
    this(underWayMax, 0, Duration.ZERO, refusal);
  }

  /**
   * An admission that has some wait for a place.
   *
   * @param underWayMax places, at least one
   * @param queueMax how many may wait at once
   * @param waitMax how long each of them waits
   * @param refusal what those are told who get no place
   */
  public Admission(int underWayMax, int queueMax, Duration waitMax, String refusal) {
    this.places = new Semaphore(underWayMax);
    this.queueMax = queueMax;
    this.queue = new Semaphore(queueMax);
    this.waitMax = waitMax;
    this.refusal = refusal;
  }

  /**
   * Does the work.
   *
   * @throws ProblemException if too much is under way; then none of it was begun
   */
  public <T> T admit(Supplier<T> work) {
    if (!places.tryAcquire() && !await()) {
      throw new ProblemException(ProblemType.OVERLOADED.because(refusal), SOON);
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  /** How many wait for a place at the moment. */
  int waiting() {
    return queueMax - queue.availablePermits();
  }

  private boolean await() {
    if (!queue.tryAcquire()) {
      return false;
    }
    try {
      return places.tryAcquire(waitMax.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      queue.release();
    }
  }
}
