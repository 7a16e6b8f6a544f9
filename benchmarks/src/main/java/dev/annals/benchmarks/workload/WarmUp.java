package dev.annals.benchmarks.workload;

import java.io.IOException;
import java.time.Duration;

/** Has services do what is measured later on, until they have compiled all that it takes. */
final class WarmUp {

  private static final Duration MIN = Duration.ofMinutes(1);
  private static final int TIMES_MAX = 5;

  /** Of one processor. */
  private static final double COMPILING_MAX = 0.05;

  private WarmUp() {}

  /** What is done again and again. */
  interface Work {
    void run() throws IOException;
  }

  /**
   * Works until the compilers of both services rest.
   *
   * @param wanted goes on for so long, though at most a minute, in any case, and several times as
   *     long at most
   */
  static void until(TwoServices services, Duration wanted, Work work) throws IOException {
    var begun = System.nanoTime();
    var min = wanted.compareTo(MIN) < 0 ? wanted : MIN;
    var max = min.multipliedBy(TIMES_MAX);
    try (var compilers = services.compilers()) {
      while (true) {
        work.run();
        var warm = compilers.look() < COMPILING_MAX;
        var took = Duration.ofNanos(System.nanoTime() - begun);
        if (took.compareTo(max) > 0 || (warm && took.compareTo(min) > 0)) {
          return;
        }
      }
    }
  }
}
