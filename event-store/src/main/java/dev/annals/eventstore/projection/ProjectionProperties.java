package dev.annals.eventstore.projection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How projections read the log and write their rows.
 *
 * @param batchEventsMax most events of one transaction
 * @param batchCharactersMax payload characters after which a transaction takes no further event
 * @param batchInterval least time from the beginning of one transaction to that of the next; zero
 *     for none. Under a steady stream of events an event waits half of it on average, and costs a
 *     share of a transaction
 * @param readTimeout how long one look for new events waits before it looks again
 * @param retryDelayMin pause after the first failure; it doubles with each further one
 * @param retryDelayMax longest pause between two attempts
 * @param closeTimeout how long closing waits for the running transaction
 * @param waitersMax most threads that wait for one projection's progress
 * @param segments how the work is divided among processes and threads
 * @param deadLetters what becomes of events that cannot be applied
 */
@ConfigurationProperties("annals.projection")
public record ProjectionProperties(
    @DefaultValue("10000") int batchEventsMax,
    @DefaultValue("4194304") int batchCharactersMax,
    @DefaultValue("5ms") Duration batchInterval,
    @DefaultValue("1s") Duration readTimeout,
    @DefaultValue("50ms") Duration retryDelayMin,
    @DefaultValue("5s") Duration retryDelayMax,
    @DefaultValue("10s") Duration closeTimeout,
    @DefaultValue("10000") int waitersMax,
    @DefaultValue Segments segments,
    @DefaultValue DeadLetters deadLetters) {

  private static final int BATCH_EVENTS_LIMIT = 10_000;

  /**
   * How the work of one projection is divided.
   *
   * @param count of new builds; a power of two. No more processes and threads than this can share a
   *     projection
   * @param workers threads per process and projection; all but one rest while the log is near
   * @param lease how long a process may be silent before others take its segments
   */
  public record Segments(
      @DefaultValue("8") int count,
      @DefaultValue("2") int workers,
      @DefaultValue("5s") Duration lease) {

    private static final int COUNT_MAX = 256;
    private static final int RENEWALS_PER_LEASE = 5;

    public Segments {
      if (count < 1 || count > COUNT_MAX || Integer.bitCount(count) != 1) {
        throw new IllegalArgumentException(
            "segments.count must be a power of two up to %d, is %d".formatted(COUNT_MAX, count));
      }
      if (workers < 1 || workers > count) {
        throw new IllegalArgumentException(
            "segments.workers must be 1 to %d, is %d".formatted(count, workers));
      }
      requirePositive("segments.lease", lease.toMillis() / RENEWALS_PER_LEASE);
    }

    public static Segments defaults() {
      return new Segments(8, 2, Duration.ofSeconds(5));
    }

    Duration renewInterval() {
      return lease.dividedBy(RENEWALS_PER_LEASE);
    }
  }

  /**
   * What becomes of events that cannot be applied.
   *
   * @param attemptsMax failures in a row after which an event becomes a dead letter
   * @param lettersMax of one build; when there would be more, the projection gets stuck instead,
   *     since something other than single events must be wrong
   */
  public record DeadLetters(
      @DefaultValue("10") int attemptsMax, @DefaultValue("10000") int lettersMax) {

    public DeadLetters {
      requirePositive("dead-letters.attempts-max", attemptsMax);
      requirePositive("dead-letters.letters-max", lettersMax);
    }

    public static DeadLetters defaults() {
      return new DeadLetters(10, 10_000);
    }
  }

  public ProjectionProperties {
    if (batchEventsMax < 1 || batchEventsMax > BATCH_EVENTS_LIMIT) {
      throw new IllegalArgumentException(
          "batch-events-max must be 1 to %d, is %d".formatted(BATCH_EVENTS_LIMIT, batchEventsMax));
    }
    requirePositive("batch-characters-max", batchCharactersMax);
    requirePositive("waiters-max", waitersMax);
    if (batchInterval.isNegative() || batchInterval.compareTo(readTimeout) > 0) {
      throw new IllegalArgumentException(
          "batch-interval must be 0 to the read-timeout of %s, is %s"
              .formatted(readTimeout, batchInterval));
    }
    requirePositive("read-timeout", readTimeout.toMillis());
    requirePositive("retry-delay-min", retryDelayMin.toMillis());
    requirePositive("close-timeout", closeTimeout.toMillis());
    if (retryDelayMax.compareTo(retryDelayMin) < 0) {
      throw new IllegalArgumentException(
          "retry-delay-max %s must not be less than retry-delay-min %s"
              .formatted(retryDelayMax, retryDelayMin));
    }
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, is " + value);
    }
  }

  public static ProjectionProperties defaults() {
    return new ProjectionProperties(
        10_000,
        4 << 20,
        Duration.ofMillis(5),
        Duration.ofSeconds(1),
        Duration.ofMillis(50),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        10_000,
        Segments.defaults(),
        DeadLetters.defaults());
  }

  /** The pause after this many failures in a row. */
  Duration retryDelay(int failures) {
    var doublings = Math.min(failures - 1, 20);
    var delay = retryDelayMin.multipliedBy(1L << doublings);
    return delay.compareTo(retryDelayMax) < 0 ? delay : retryDelayMax;
  }
}
