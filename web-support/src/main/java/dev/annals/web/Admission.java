package dev.annals.web;

import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;

/**
 * Lets a bounded number of requests be under way at once and refuses any more on the spot, so that
 * what waits, and for how long, is bounded whatever it waits for: its turn, a connection, the log.
 * Thread-safe.
 */
public final class Admission {

  private static final Map<String, String> SOON = Map.of(HttpHeaders.RETRY_AFTER, "1");

  private final Semaphore places;
  private final String refusal;

  /**
   * An admission with all its places free.
   *
   * @param underWayMax places, at least one
   * @param refusal what those are told who get none
   */
  public Admission(int underWayMax, String refusal) {
    this.places = new Semaphore(underWayMax);
    this.refusal = refusal;
  }

  /**
   * Does the work.
   *
   * @throws ProblemException if too much is under way; then none of it was begun
   */
  public <T> T admit(Supplier<T> work) {
    if (!places.tryAcquire()) {
      throw new ProblemException(ProblemType.OVERLOADED.because(refusal), SOON);
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}
