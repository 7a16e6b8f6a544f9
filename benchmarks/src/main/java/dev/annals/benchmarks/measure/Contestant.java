package dev.annals.benchmarks.measure;

import java.time.Duration;

/** One way to do a workload's work, ready to be measured. */
public interface Contestant extends AutoCloseable {

  String name();

  /**
   * Works for a while, and then shows that what it acknowledged is there and right.
   *
   * @throws IllegalStateException if it is not
   */
  Run run(Duration time);

  @Override
  default void close() {}
}
