package dev.annals.eventstore.log.history;

/**
 * When and by whom the log was called.
 *
 * <p>The instants are {@link System#nanoTime} of one machine. On Linux and macOS that is one
 * monotonic clock for all processes since the machine's start, so calls of different processes can
 * be put in order: what ended before another call began came first.
 *
 * @param process one run of one process; a restarted process is another
 * @param caller the thread within it
 * @param endedNanos {@link #NEVER} if no answer was received
 */
public record Call(String process, int caller, long number, long startedNanos, long endedNanos) {

  public static final long NEVER = Long.MAX_VALUE;

  static Call begin(String process, int caller, long number) {
    return new Call(process, caller, number, System.nanoTime(), NEVER);
  }

  Call ended() {
    return new Call(process, caller, number, startedNanos, System.nanoTime());
  }

  /** Unique in a history. */
  public String name() {
    return "%s/%d/%d".formatted(process, caller, number);
  }
}
