package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.history.Observation.CaughtUp;
import dev.annals.eventstore.log.history.Observation.Delivered;
import dev.annals.eventstore.log.history.Observation.ReadBroke;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Follows the log with one subscription, and at the end sees whether it reaches the head. */
public final class Follower {

  private static final Duration WAIT = Duration.ofMillis(100);
  private static final Duration TROUBLE_PAUSE = Duration.ofMillis(20);
  private static final int EVENTS_MAX = 1_000;

  private final EventReader log;
  private final Recorder recorder;
  private final String process;
  private final int caller;
  private final Random random;
  private final Duration catchUpMax;
  private long number;

  /**
   * @param process unique to this run of this process
   * @param caller unique within it
   * @param catchUpMax how long it may take at the end to reach the head
   */
  public Follower(
      EventReader log,
      Recorder recorder,
      String process,
      int caller,
      long seed,
      Duration catchUpMax) {
    this.log = log;
    this.recorder = recorder;
    this.process = process;
    this.caller = caller;
    this.random = new Random(seed);
    this.catchUpMax = catchUpMax;
  }

  /** Follows until told to stop, when all writers have ended, and then to the head. */
  public void runUntil(SequencePosition after, BooleanSupplier stopped)
      throws InterruptedException {
    try (var subscription = log.subscribe(after)) {
      while (!stopped.getAsBoolean()) {
        next(subscription);
      }
      catchUp(subscription);
    }
  }

  private void catchUp(EventSubscription subscription) throws InterruptedException {
    var deadlineNanos = System.nanoTime() + catchUpMax.toNanos();
    SequencePosition head = null;
    while (System.nanoTime() < deadlineNanos) {
      try {
        head = head == null ? log.head() : head;
        if (!head.isAfter(subscription.position())) {
          break;
        }
        next(subscription);
      } catch (EventLogException _) {
        LockSupport.parkNanos(TROUBLE_PAUSE.toNanos());
      }
    }
    if (head != null) {
      recorder.observed(new CaughtUp(nextCall().ended(), head, subscription.position()));
    }
  }

  private void next(EventSubscription subscription) throws InterruptedException {
    var after = subscription.position();
    var call = nextCall();
    try {
      var seen = SeenEvents.of(subscription.next(1 + random.nextInt(EVENTS_MAX), WAIT));
      if (!seen.positions().isEmpty()) {
        recorder.observed(new Delivered(call.ended(), after, seen));
      }
    } catch (EventLogException _) {
      LockSupport.parkNanos(TROUBLE_PAUSE.toNanos());
    } catch (RuntimeException e) {
      recorder.observed(new ReadBroke(call.ended(), e.toString()));
      LockSupport.parkNanos(TROUBLE_PAUSE.toNanos());
    }
  }

  private Call nextCall() {
    return Call.begin(process, caller, number++);
  }
}
