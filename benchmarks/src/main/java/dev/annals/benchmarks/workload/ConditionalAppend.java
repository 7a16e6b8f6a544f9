package dev.annals.benchmarks.workload;

import static dev.annals.benchmarks.measure.Figure.EVENTS_PER_SECOND;
import static dev.annals.benchmarks.measure.Figure.OPERATIONS_PER_SECOND;
import static dev.annals.benchmarks.measure.Figure.P50_MILLIS;
import static dev.annals.benchmarks.measure.Figure.P99_MILLIS;

import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Pace;
import dev.annals.benchmarks.measure.Rounds;
import dev.annals.benchmarks.measure.Run;
import dev.annals.benchmarks.measure.Spread;
import dev.annals.benchmarks.peer.AxonJpa;
import dev.annals.benchmarks.report.BarChart;
import dev.annals.benchmarks.report.Claim;
import dev.annals.benchmarks.report.Figures;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.report.Table;
import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.AppendLoad;
import dev.annals.benchmarks.store.CommitCount;
import dev.annals.benchmarks.store.GlobalLockStore;
import dev.annals.benchmarks.store.RawInserts;
import dev.annals.benchmarks.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Appending under a condition, with few and with many callers, against the baselines. */
public final class ConditionalAppend implements Workload {

  private static final List<Integer> CALLERS = List.of(1, 8, 64, 256);
  private static final String ANNALS = AnnalsStore.NAME;
  private static final String LOCK = GlobalLockStore.NAME;
  private static final String AXON = AxonJpa.NAME;
  private static final String RAW = "raw insert";
  private static final String BARE = "bare commit";

  @Override
  public String name() {
    return "append";
  }

  @Override
  public Section run(Arena arena) {
    var server = arena.server();
    var ours = server.database("annals");
    var locked = server.database("global_lock");
    try (var annals = AnnalsStore.create(ours);
        var lock = GlobalLockStore.create(locked);
        var axon = AxonJpa.create(server.database("axon_jpa"))) {
      var contestants = new ArrayList<Contestant>();
      var batches = new ArrayList<Double>();
      for (var callers : CALLERS) {
        var load = new At(callers, annals);
        batches.add(meanBatch(load, ours, arena.pace()));
        contestants.add(load);
        contestants.add(new At(callers, lock));
        contestants.add(raw(callers, arena, batches.getLast()));
        contestants.add(axon.with(at(AXON, callers), callers));
      }
      contestants.add(RawInserts.create(at(BARE, 1), server.database("bare"), 1));
      var rounds = Rounds.play(contestants, arena.pace());
      contestants.forEach(Contestant::close);
      return section(rounds, batches);
    }
  }

  private static String at(String name, int callers) {
    return name + " @ " + callers;
  }

  private static Contestant raw(int callers, Arena arena, double batch) {
    return RawInserts.create(at(RAW, callers), arena.server().database("raw"), batch);
  }

  /** How many events our committer stores per transaction when this many callers wait for it. */
  private static double meanBatch(At load, Database database, Pace pace) {
    load.run(pace.warmUp());
    var before = load.store().head();
    load.run(pace.run());
    var events = load.store().head() - before;
    return (double) events / CommitCount.after(before, database);
  }

  private static Section section(Rounds rounds, List<Double> batches) {
    return new Section(
        "append",
        "Conditional append",
        """
        Each append stores one or two events (1.5 on average) with two tags each: that of one of 100,000 entities, and one of
        its own. Its condition: no event of that entity since the last position the caller knows, which is that of its own
        last append. Two callers seldom want the same entity; a refused append does not count. *Global lock* is the plain
        correct way: one transaction per append, one after the other under an advisory lock, condition, events and tags in
        one statement, 64 pooled connections. *Raw insert* is the limit: the same rows over one connection in batches of
        the mean size that our committer reached with that many callers (events per transaction, counted by the
        transaction ids of the rows), without tags, conditions or notifications, by the same statement and with everything
        but the positions encoded beforehand. *Bare commit* inserts one such row per
        transaction. *Axon JPA* is the open AggregateBasedJpaEventStorageEngine of Axon Framework 5.0.1 on Hibernate with 64
        pooled connections; it can only guard aggregates, so, in its favour, each caller has 1,500 of its own and never
        meets a conflict, and its events carry one tag.""",
        claims(rounds),
        List.of(throughput(rounds, batches), latency(rounds)),
        List.of(chart(rounds)),
        List.of());
  }

  private static List<Claim> claims(Rounds rounds) {
    return List.of(
        Claim.atLeast("64 callers against a global lock", 15, "×", appends(rounds, LOCK, 64)),
        Claim.atLeast("256 callers against a global lock", 20, "×", appends(rounds, LOCK, 256)),
        Claim.atLeast("64 callers against Axon's JPA engine", 8, "×", appends(rounds, AXON, 64)),
        Claim.atLeast(
            "64 callers against raw inserts in equal batches", 70, "%", share(rounds, 64)),
        Claim.atLeast(
            "256 callers against 64 callers",
            100,
            "%",
            rounds.ratio(at(ANNALS, 256), at(ANNALS, 64), OPERATIONS_PER_SECOND).percent()),
        Claim.atMost(
            "One caller's append against a bare commit, p50",
            1.5,
            "×",
            rounds.ratio(at(ANNALS, 1), at(BARE, 1), P50_MILLIS)));
  }

  private static Spread appends(Rounds rounds, String other, int callers) {
    return rounds.ratio(at(ANNALS, callers), at(other, callers), OPERATIONS_PER_SECOND);
  }

  /** By events, since a raw insert's operation is a whole batch. */
  private static Spread share(Rounds rounds, int callers) {
    return rounds.ratio(at(ANNALS, callers), at(RAW, callers), EVENTS_PER_SECOND).percent();
  }

  private static Table throughput(Rounds rounds, List<Double> batches) {
    var table =
        Table.of(
            "Appends per second",
            "callers",
            ANNALS,
            LOCK,
            "ratio",
            AXON,
            "ratio",
            "Annals, events/s",
            "events per commit",
            "raw insert, events/s",
            "share of raw, %");
    for (var i = 0; i < CALLERS.size(); i++) {
      var callers = CALLERS.get(i);
      table.row(
          String.valueOf(callers),
          Figures.of(rounds.spread(at(ANNALS, callers), OPERATIONS_PER_SECOND)),
          Figures.of(rounds.spread(at(LOCK, callers), OPERATIONS_PER_SECOND)),
          Figures.of(appends(rounds, LOCK, callers)),
          Figures.of(rounds.spread(at(AXON, callers), OPERATIONS_PER_SECOND)),
          Figures.of(appends(rounds, AXON, callers)),
          Figures.of(rounds.spread(at(ANNALS, callers), EVENTS_PER_SECOND)),
          Figures.of(batches.get(i)),
          Figures.of(rounds.spread(at(RAW, callers), EVENTS_PER_SECOND)),
          Figures.of(share(rounds, callers)));
    }
    return table.build();
  }

  private static Table latency(Rounds rounds) {
    var table = Table.of("Milliseconds per append", "", "callers", "p50", "p99");
    for (var callers : CALLERS) {
      for (var name : List.of(ANNALS, LOCK, AXON)) {
        table.row(
            name, String.valueOf(callers), p50(rounds, name, callers), p99(rounds, name, callers));
      }
    }
    return table.row(BARE, "1", p50(rounds, BARE, 1), p99(rounds, BARE, 1)).build();
  }

  private static String p50(Rounds rounds, String name, int callers) {
    return Figures.of(rounds.spread(at(name, callers), P50_MILLIS));
  }

  private static String p99(Rounds rounds, String name, int callers) {
    return Figures.of(rounds.spread(at(name, callers), P99_MILLIS));
  }

  private static BarChart chart(Rounds rounds) {
    return new BarChart(
        "append",
        "Conditional append: events stored per second",
        "callers",
        "events per second",
        CALLERS.stream().map(String::valueOf).toList(),
        List.of(bars(rounds, ANNALS), bars(rounds, RAW), bars(rounds, LOCK), bars(rounds, AXON)));
  }

  private static BarChart.Series bars(Rounds rounds, String name) {
    var bars = new ArrayList<@Nullable Spread>();
    for (var callers : CALLERS) {
      bars.add(rounds.spread(at(name, callers), EVENTS_PER_SECOND));
    }
    return new BarChart.Series(name, bars);
  }

  /** A store with a number of callers, which several contestants share. */
  private record At(int callers, Store store) implements Contestant {

    @Override
    public String name() {
      return at(store.name(), callers);
    }

    @Override
    public Run run(Duration time) {
      return new ConditionalAppends(store, callers, AppendLoad.MANY_ENTITIES).run(time);
    }
  }
}
