package dev.annals.benchmarks.measure;

/** What a caller does again and again. */
@FunctionalInterface
public interface Operation {

  /** What an operation refused by its condition returns. */
  int REFUSED = -1;

  /**
   * Does it once, and returns when it is done and durable.
   *
   * @param caller 0 to callers - 1
   * @return how many events it stored or read, or {@link #REFUSED}
   */
  int perform(int caller) throws Exception;
}
