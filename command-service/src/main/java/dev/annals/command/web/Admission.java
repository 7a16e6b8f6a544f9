package dev.annals.command.web;

import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Lets a bounded number of commands be under way at once and refuses any more on the spot, so that
 * what waits, and for how long, is bounded whatever it waits for: its turn, a connection, the log.
 */
@Component
@EnableConfigurationProperties(CommandProperties.class)
final class Admission {

  private static final Map<String, String> SOON = Map.of(HttpHeaders.RETRY_AFTER, "1");

  private final Semaphore places;

  Admission(CommandProperties properties) {
    this.places = new Semaphore(properties.underWayMax());
  }

  /**
   * Does the work.
   *
   * @throws ProblemException if too much is under way; then none of it was begun
   */
  <T> T admit(Supplier<T> work) {
    if (!places.tryAcquire()) {
      throw new ProblemException(
          ProblemType.OVERLOADED.because("Too much is under way; nothing was stored."), SOON);
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}
