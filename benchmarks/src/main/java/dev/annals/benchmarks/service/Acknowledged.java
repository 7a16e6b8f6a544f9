package dev.annals.benchmarks.service;

import java.util.BitSet;

/** The numbers of one caller's commands that the log must hold, or may hold. For one thread. */
final class Acknowledged {

  /** Accepted, and not yet seen in the log. */
  private final BitSet accepted = new BitSet();

  /** Without an answer: in the log or not. */
  private final BitSet doubtful = new BitSet();

  void accept(int number) {
    accepted.set(number);
  }

  void doubt(int number) {
    doubtful.set(number);
  }

  /**
   * The log holds it.
   *
   * @throws IllegalStateException if it must not, or holds it once more
   */
  void see(int number) {
    if (accepted.get(number)) {
      accepted.clear(number);
    } else if (doubtful.get(number)) {
      doubtful.clear(number);
    } else {
      throw new IllegalStateException(
          "In the log twice, or though it was rejected: command " + number);
    }
  }

  /**
   * Everything the log holds was seen.
   *
   * @throws IllegalStateException if it lacks something accepted
   */
  void requireAllSeen() {
    if (!accepted.isEmpty()) {
      throw new IllegalStateException("Acknowledged, but not in the log: commands " + accepted);
    }
  }
}
