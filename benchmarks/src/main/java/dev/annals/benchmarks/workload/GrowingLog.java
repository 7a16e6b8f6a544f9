package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Loop;
import dev.annals.benchmarks.measure.Run;
import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.AppendLoad;
import dev.annals.benchmarks.store.Payments;
import dev.annals.benchmarks.store.SampleEvents;
import dev.annals.contracts.payments.AccountId;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A log that is filled through its own append, with entities of some twenty events each that live
 * for a while, and what is measured on it.
 */
final class GrowingLog implements AutoCloseable {

  /** Events in which the same entities appear, before others take their place. */
  static final int GENERATION = 20_000;

  private static final int ENTITIES_PER_GENERATION = 1_000;
  private static final int IN_FLIGHT_MAX = 4;
  private static final int CALLERS = 64;
  private static final int HISTORY = 10;

  /** Keeps the filled entities apart from those that the append load picks. */
  private static final int FIRST_ENTITY = AppendLoad.MANY_ENTITIES;

  private final AnnalsStore annals;
  private final int accounts;
  private final Payments payments;
  private final SampleEvents events = new SampleEvents(0);
  private long filled;

  private GrowingLog(AnnalsStore annals, int accounts) {
    this.annals = annals;
    this.accounts = accounts;
    this.payments = Payments.on(annals.log());
  }

  /**
   * A log with one generation of events.
   *
   * @param accounts that decisions are made upon
   */
  static GrowingLog create(Database database, int accounts) {
    var log = new GrowingLog(AnnalsStore.create(database), accounts);
    log.fill(GENERATION);
    return log;
  }

  /** Fills it until so many events were filled in, and checks that it grew by just these. */
  void fill(long events) {
    var before = annals.head();
    var missing = events - filled;
    Queue<CompletableFuture<AppendResult>> inFlight = new ArrayDeque<>();
    while (filled < events) {
      if (inFlight.size() == IN_FLIGHT_MAX) {
        inFlight.remove().join();
      }
      inFlight.add(annals.log().append(next(events), AppendCondition.none()));
    }
    inFlight.forEach(CompletableFuture::join);
    if (annals.head() != before + missing) {
      throw new IllegalStateException(
          "%d events filled in, and the head went from %d to %d"
              .formatted(missing, before, annals.head()));
    }
  }

  private List<Event> next(long end) {
    var size = (int) Math.min(EventLog.APPEND_EVENTS_MAX, end - filled);
    var first = FIRST_ENTITY + (int) (filled / GENERATION) * ENTITIES_PER_GENERATION;
    filled += size;
    return events.batch(size, first, ENTITIES_PER_GENERATION);
  }

  long head() {
    return annals.head();
  }

  /** Conditional appends of 64 callers. */
  Contestant appends(String name) {
    var load = new ConditionalAppends(annals, CALLERS, AppendLoad.MANY_ENTITIES);
    return new Named(name, load);
  }

  /** Sourcing some twenty events of any entity of any time from the database. */
  Contestant sourcing(String name) {
    return new Loop(
        name,
        1,
        caller -> {
          var generations = (int) (filled / GENERATION);
          var entity =
              FIRST_ENTITY
                  + ThreadLocalRandom.current().nextInt(generations * ENTITIES_PER_GENERATION);
          return SourceByTag.count(annals.log(), entity);
        },
        run -> {});
  }

  /** Whole decisions upon accounts that were decided upon before. */
  Contestant decisions(String name) {
    List<AccountId> chosen = payments.accounts(accounts, HISTORY);
    chosen.forEach(payments::withdraw);
    var next = new AtomicInteger();
    return new CountedLoop(
        name,
        1,
        annals.log(),
        caller -> payments.withdraw(chosen.get(next.getAndIncrement() % accounts)));
  }

  @Override
  public void close() {
    payments.close();
    annals.close();
  }

  /** Another name for a contestant. */
  private record Named(String name, Contestant contestant) implements Contestant {

    @Override
    public Run run(Duration time) {
      return contestant.run(time);
    }
  }
}
