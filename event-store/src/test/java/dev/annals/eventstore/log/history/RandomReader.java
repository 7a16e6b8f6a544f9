package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.history.Observation.PageRead;
import dev.annals.eventstore.log.history.Observation.ReadBroke;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Reads random pages beside the writers, close to the head most of the time. */
public final class RandomReader {

  private static final Duration PAUSE_MAX = Duration.ofMillis(4);
  private static final int EVENTS_MAX = 100;
  private static final long REACH = 300;

  private final EventReader log;
  private final Recorder recorder;
  private final String process;
  private final int caller;
  private final Random random;
  private final RandomTraffic traffic;
  private long number;

  /**
   * @param process unique to this run of this process
   * @param caller unique within it
   */
  public RandomReader(EventReader log, Recorder recorder, String process, int caller, long seed) {
    this.log = log;
    this.recorder = recorder;
    this.process = process;
    this.caller = caller;
    this.random = new Random(seed);
    this.traffic = new RandomTraffic(random);
  }

  /** Goes on until told to stop. */
  public void runUntil(BooleanSupplier stopped) {
    while (!stopped.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      read();
      LockSupport.parkNanos(random.nextLong(PAUSE_MAX.toNanos()));
    }
  }

  private void read() {
    var call = Call.begin(process, caller, number++);
    try {
      var head = log.head().value();
      var reach = traffic.oneIn(8) ? head : Math.min(head, REACH);
      var after = SequencePosition.of(head - random.nextLong(reach + 1));
      var max = 1 + random.nextInt(EVENTS_MAX);
      var query = traffic.question().query();
      var seen = SeenEvents.of(log.read(query, after, max));
      recorder.observed(new PageRead(call.ended(), query, after, max, seen));
    } catch (EventLogException _) {
      LockSupport.parkNanos(PAUSE_MAX.toNanos());
    } catch (RuntimeException e) {
      recorder.observed(new ReadBroke(call.ended(), e.toString()));
    }
  }
}
