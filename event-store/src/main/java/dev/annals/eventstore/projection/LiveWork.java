package dev.annals.eventstore.projection;

import java.time.Duration;

/**
 * How the work that reads wait for fares in this process: the batches of live builds. Work that
 * nobody waits for, builds in the making and replays, rests between its batches by it, since both
 * share processors and a database. A short batch that takes long is the first to tell that these
 * are busy. Thread-safe.
 */
final class LiveWork {

  /** What was not seen for so long is over. */
  private static final Duration RECENT = Duration.ofSeconds(1);

  /** A batch of few events takes no longer while nothing else keeps its machines busy. */
  private static final Duration CALM = Duration.ofMillis(5);

  private static final Duration REST_MAX = Duration.ofSeconds(1);

  /** Times as long as it worked that somebody rests; so it works a fifth of the time at least. */
  private static final double RESTS_MAX = 4;

  /** Weight of the newest batch in the mean. */
  private static final double NEWEST = 0.1;

  private boolean seen;
  private long lastNanos;
  private double meanNanos;

  /** A batch was applied to a live build. */
  synchronized void took(long beganNanos, long endedNanos) {
    var took = endedNanos - beganNanos;
    meanNanos = isBusy(endedNanos) ? meanNanos + NEWEST * (took - meanNanos) : took;
    lastNanos = endedNanos;
    seen = true;
  }

  /** Whether there was any in the last second. */
  boolean isBusy() {
    return isBusy(System.nanoTime());
  }

  private synchronized boolean isBusy(long nanos) {
    return seen && nanos - lastNanos < RECENT.toNanos();
  }

  /** How long somebody who worked for so long is to rest; not at all without live work. */
  Duration restAfter(Duration worked) {
    return restAfter(worked, System.nanoTime());
  }

  synchronized Duration restAfter(Duration worked, long nanos) {
    if (!isBusy(nanos)) {
      return Duration.ZERO;
    }
    var times = Math.clamp(meanNanos / CALM.toNanos(), 1, RESTS_MAX);
    return Duration.ofNanos(Math.min(REST_MAX.toNanos(), (long) (times * worked.toNanos())));
  }
}
