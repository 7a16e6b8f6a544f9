package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Pace;
import dev.annals.benchmarks.service.Compilers;
import java.io.IOException;
import java.time.Duration;

/** Has services do what is measured later on, until they have compiled all that it takes. */
final class WarmUp {

  /** So many times as long as other workloads warm up: two services have much to compile. */
  private static final int PACE_TIMES_MIN = 20;

  private static final int PACE_TIMES_MAX = 100;

  /** Of one processor. */
  private static final double COMPILING_MAX = 0.05;

  private WarmUp() {}

  /** What is done again and again. */
  interface Work {
    void run() throws IOException;
  }

  /**
   * Works until the compilers rest.
   *
   * @param compilers of the services, which this closes
   * @param pace how long other workloads warm up; this one many times as long, within bounds
   */
  static void until(Compilers compilers, Pace pace, Work work) throws IOException {
    var begun = System.nanoTime();
    var min = pace.warmUp().multipliedBy(PACE_TIMES_MIN);
    var max = pace.warmUp().multipliedBy(PACE_TIMES_MAX);
    try (compilers) {
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
