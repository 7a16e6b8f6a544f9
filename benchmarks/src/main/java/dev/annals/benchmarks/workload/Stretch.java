package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.LagMeter;
import dev.annals.benchmarks.service.Builds;
import dev.annals.benchmarks.service.Builds.Look;
import dev.annals.benchmarks.service.StrictClients.Findings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What was seen in a stretch of time while clients called. */
record Stretch(CallTimes calls, Findings reads, Watched watched) {

  static final Duration LOOK = Duration.ofMillis(100);

  /** What happens just after the event that is waited for belongs to it. */
  private static final Duration AFTERMATH = Duration.ofSeconds(1);

  private static final Duration MAX = Duration.ofMinutes(10);

  /**
   * What was seen of the builds.
   *
   * @param lag of the live one
   * @param seconds until what was waited for had come
   * @param head where the log ended then
   */
  record Watched(LagMeter lag, double seconds, long head) {}

  /**
   * Looks again and again until one look is the last, and for a little longer.
   *
   * @throws IllegalStateException if that takes far too long
   */
  static Watched watch(Builds builds, Predicate<Look> isLast) throws IOException {
    var begun = System.nanoTime();
    var lag = new LagMeter();
    var last = lookOn(builds, lag, begun + MAX.toNanos(), isLast);
    var seconds = (System.nanoTime() - begun) / 1e9;
    var end = System.nanoTime() + AFTERMATH.toNanos();
    lookOn(builds, lag, Long.MAX_VALUE, _ -> System.nanoTime() >= end);
    return new Watched(lag, seconds, last.head());
  }

  private static Look lookOn(Builds builds, LagMeter lag, long deadline, Predicate<Look> isLast)
      throws IOException {
    for (var due = System.nanoTime(); ; due += LOOK.toNanos()) {
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      var look = builds.look();
      lag.look(System.nanoTime(), look.head(), look.live());
      if (isLast.test(look)) {
        return look;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Not over after %s: %s".formatted(MAX, look));
      }
    }
  }

  double lagSeconds() {
    return watched.lag().maxSeconds();
  }

  double lagEvents() {
    return watched.lag().maxEvents();
  }

  double visibleSecondsMax() {
    return calls.visibleNanos().getMaxValue() / 1e9;
  }

  double seconds() {
    return watched.seconds();
  }

  double eventsPerSecond() {
    return watched.head() / watched.seconds();
  }
}
