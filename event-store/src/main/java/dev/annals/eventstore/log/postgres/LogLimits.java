package dev.annals.eventstore.log.postgres;

import java.time.Duration;

/**
 * The bounds of one process's use of a log.
 *
 * @param queueAppendsMax appends waiting for the committer; more are refused as overload
 * @param queueCharactersMax characters of events and answers waiting for the committer; more are
 *     refused as overload
 * @param batchEventsMax events of one commit
 * @param batchCharactersMax characters of events and answers of one commit
 * @param tailEventsMax recent events whose tags are kept in memory to check conditions
 * @param tailCharactersMax text of recent events kept in memory to source from
 * @param readersMax connections for reading
 * @param pollInterval how often followers look for events although no notification came
 * @param recoveryTimeout how long a commit interrupted by a lost connection is tried again before
 *     its callers are told
 */
public record LogLimits(
    int queueAppendsMax,
    long queueCharactersMax,
    int batchEventsMax,
    int batchCharactersMax,
    int tailEventsMax,
    long tailCharactersMax,
    int readersMax,
    Duration pollInterval,
    Duration recoveryTimeout) {

  public LogLimits {
    requirePositive("queueAppendsMax", queueAppendsMax);
    requirePositive("queueCharactersMax", queueCharactersMax);
    requirePositive("batchEventsMax", batchEventsMax);
    requirePositive("batchCharactersMax", batchCharactersMax);
    requirePositive("tailCharactersMax", tailCharactersMax);
    requirePositive("readersMax", readersMax);
    requirePositive("pollInterval", pollInterval.toMillis());
    requirePositive("recoveryTimeout", recoveryTimeout.toMillis());
    if (tailEventsMax < batchEventsMax) {
      throw new IllegalArgumentException(
          "tailEventsMax %d must not be less than batchEventsMax %d"
              .formatted(tailEventsMax, batchEventsMax));
    }
  }

  public static LogLimits defaults() {
    return new LogLimits(
        10_000,
        64 << 20,
        2_000,
        8 << 20,
        65_536,
        32 << 20,
        16,
        Duration.ofMillis(500),
        Duration.ofSeconds(10));
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, is " + value);
    }
  }
}
