package dev.annals.standalone.load;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * How long to go on with a service that does not answer, or says it cannot now.
 *
 * @param attemptsMax of one request, the first included
 * @param pauseFirst doubles with each attempt
 * @param pauseMax also bounds what the service asks for with Retry-After
 */
record Patience(int attemptsMax, Duration pauseFirst, Duration pauseMax) {

  /** Some 40 seconds: enough for a restart. */
  static final Patience DEFAULT = new Patience(24, Duration.ofMillis(100), Duration.ofSeconds(2));

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final int DOUBLINGS_MAX = 20;

  /** Half to all of the back-off, so that many senders do not come back at the same instant. */
  Duration pauseAfter(int attempt) {
    var doubled = pauseFirst.multipliedBy(1L << Math.min(attempt - 1, DOUBLINGS_MAX));
    var bounded = shorter(doubled, pauseMax).toMillis();
    return Duration.ofMillis(bounded - ThreadLocalRandom.current().nextLong(bounded / 2 + 1));
  }

  /** What the service asks for, within bounds; the back-off if it asks for nothing in seconds. */
  Duration pauseAfter(int attempt, String retryAfter) {
    return SECONDS.matcher(retryAfter).matches()
        ? shorter(Duration.ofSeconds(Long.parseLong(retryAfter)), pauseMax)
        : pauseAfter(attempt);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
