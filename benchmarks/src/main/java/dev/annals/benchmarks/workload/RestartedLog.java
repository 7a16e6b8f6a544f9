package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.IndexState;
import dev.annals.benchmarks.store.SampleEvents;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.PostgresEventLog;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** A log of entities with some twenty events each that is opened again and again. */
record RestartedLog(String name, Database database, long filled, long unindexed) {

  private static final int BATCH = EventLog.APPEND_EVENTS_MAX;
  private static final int ENTITIES_PER_BATCH = BATCH / 20;
  private static final int IN_FLIGHT_MAX = 4;
  private static final int ENTITIES_TRIED_MAX = 10;

  /** Behind all that were filled in: nothing ever happened to those from here on. */
  private static final int FIRST_FRESH = 1_000_000_000;

  /** Fills an empty database, and leaves the log closed and its index complete. */
  static void fill(Database database, long events) {
    try (var annals = AnnalsStore.create(database);
        var index = IndexState.of(database)) {
      append(annals.log(), events);
      index.await(annals.head());
    }
  }

  /** Appends so many events to an empty log. */
  static void append(EventLog log, long events) {
    var random = new SampleEvents(0);
    Queue<CompletableFuture<AppendResult>> inFlight = new ArrayDeque<>();
    for (var done = 0L; done < events; done += BATCH) {
      if (inFlight.size() == IN_FLIGHT_MAX) {
        inFlight.remove().join();
      }
      var first = (int) (done / BATCH) * ENTITIES_PER_BATCH;
      var batch = random.batch((int) Math.min(BATCH, events - done), first, ENTITIES_PER_BATCH);
      inFlight.add(log.append(batch, AppendCondition.none()));
    }
    inFlight.forEach(CompletableFuture::join);
  }

  /** Opens it, decides on something that never was and on something long ago, and closes it. */
  RestartTimes restart() {
    try (var index = IndexState.of(database)) {
      if (unindexed > 0) {
        index.setBackTo(filled - unindexed);
      }
      var begun = System.nanoTime();
      try (var log = PostgresEventLog.open(database.log(), LogLimits.defaults())) {
        var opened = System.nanoTime();
        var head = appendFirst(log);
        var appended = System.nanoTime();
        sourceSomething(log);
        var sourced = System.nanoTime();
        index.await(head);
        var indexed = System.nanoTime();
        return new RestartTimes(
            millis(begun, opened),
            millis(begun, appended),
            millis(appended, sourced),
            millis(begun, indexed));
      }
    }
  }

  /** What opens an account: nothing may have happened to it ever, in the whole log. */
  private static long appendFirst(PostgresEventLog log) {
    var entity = ThreadLocalRandom.current().nextInt(FIRST_FRESH, Integer.MAX_VALUE);
    var query = EventQuery.tagged(SampleEvents.entity(entity));
    var condition = AppendCondition.failIfEventsMatch(query, SequencePosition.ORIGIN);
    var result = log.append(List.of(new SampleEvents(entity).of(entity)), condition).join();
    if (result instanceof Appended(_, var last)) {
      return last.value();
    }
    throw new IllegalStateException("A fresh entity was refused: " + result);
  }

  private void sourceSomething(PostgresEventLog log) {
    var entities = (int) Math.max(1, filled / BATCH) * ENTITIES_PER_BATCH;
    // In a log of less than a batch, nothing may have happened to some.
    var found =
        ThreadLocalRandom.current()
            .ints(ENTITIES_TRIED_MAX, 0, entities)
            .anyMatch(entity -> SourceByTag.count(log, entity) > 0);
    if (!found) {
      throw new IllegalStateException("Nothing found of any entity tried");
    }
  }

  private static double millis(long from, long to) {
    return (to - from) / 1e6;
  }

  /**
   * How long a log took until it could do what.
   *
   * @param opened since the call of open
   * @param appended since the call of open: the first conditional append was answered
   * @param sourced the first sourcing by tag, by itself
   * @param indexed since the call of open: nothing was left to be indexed
   */
  record RestartTimes(double opened, double appended, double sourced, double indexed) {}
}
