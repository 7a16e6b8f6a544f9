package dev.annals.torture.round;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for something to become true, and not for ever. */
public final class Patience {

  private static final Duration LOOK = Duration.ofMillis(20);

  private Patience() {}

  /** What is waited for. */
  public interface Condition {
    boolean holds() throws IOException, SQLException, InterruptedException;
  }

  /** Whether it became true in time. What cannot be asked just now is not true yet. */
  public static boolean until(Duration max, Condition condition) throws InterruptedException {
    var end = System.nanoTime() + max.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return true;
  }

  private static boolean holds(Condition condition) throws InterruptedException {
    try {
      return condition.holds();
    } catch (IOException | SQLException _) {
      return false;
    }
  }
}
