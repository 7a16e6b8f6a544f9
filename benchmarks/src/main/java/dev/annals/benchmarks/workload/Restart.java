package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Spread;
import dev.annals.benchmarks.report.Claim;
import dev.annals.benchmarks.report.Figures;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.report.Table;
import dev.annals.benchmarks.workload.RestartedLog.RestartTimes;
import dev.annals.eventstore.log.postgres.LogLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How soon a log that was closed or killed can decide again. */
public final class Restart implements Workload {

  private static final int SMALL = 10_000;

  /** The farthest that a writer lets its index fall behind. */
  private static final int UNINDEXED = LogLimits.defaults().tailEventsMax();

  @Override
  public String name() {
    return "restart";
  }

  @Override
  public Section run(Arena arena) {
    var contest = Contest.prepare(arena);
    var times = new LinkedHashMap<RestartedLog, List<RestartTimes>>();
    contest.all().forEach(log -> times.put(log, new ArrayList<>()));
    contest.all().forEach(RestartedLog::restart);
    for (var round = 0; round < arena.pace().rounds(); round++) {
      for (var turn = 0; turn < contest.all().size(); turn++) {
        var log = contest.all().get((round + turn) % contest.all().size());
        times.computeIfAbsent(log, _ -> new ArrayList<>()).add(log.restart());
      }
    }
    return section(contest, times);
  }

  private static Section section(Contest contest, Map<RestartedLog, List<RestartTimes>> times) {
    return new Section(
        "restart",
        "Restart",
        """
        A log is opened, does its first conditional append (nothing may ever have happened to an entity, anywhere in the log),
        sources the events of an entity of any time, and goes on until its index of tags is complete. *Closed* was closed
        before, with everything indexed. *Killed* has its index set back by %,d events, or one bulk more, before it is opened; a
        writer slows down when it is %,d behind, so thus a process leaves it that is killed at the worst moment. The class
        path, the compiler and PostgreSQL's memory are warm."""
            .formatted(contest.killed().unindexed(), UNINDEXED),
        claims(contest, times),
        List.of(table(contest, times)),
        List.of(),
        List.of());
  }

  private static List<Claim> claims(Contest contest, Map<RestartedLog, List<RestartTimes>> times) {
    return List.of(
        claim(contest.closed(), contest.closedSmall(), times),
        claim(contest.killed(), contest.killedSmall(), times));
  }

  private static Claim claim(
      RestartedLog log, RestartedLog small, Map<RestartedLog, List<RestartTimes>> times) {
    return Claim.atMost(
        "Restart, until the first append: %s against %s".formatted(log.name(), small.name()),
        1.5,
        "×",
        ratio(times.getOrDefault(log, List.of()), times.getOrDefault(small, List.of())));
  }

  private static Spread ratio(List<RestartTimes> log, List<RestartTimes> small) {
    var ratios = new ArrayList<Double>();
    for (var round = 0; round < log.size(); round++) {
      ratios.add(log.get(round).appended() / small.get(round).appended());
    }
    return Spread.of(ratios);
  }

  private static Table table(Contest contest, Map<RestartedLog, List<RestartTimes>> times) {
    var table =
        Table.of(
            "Milliseconds",
            "log",
            "open",
            "open and first conditional append",
            "first sourcing by tag after that",
            "open until the index is complete");
    for (var log : contest.all()) {
      var own = times.getOrDefault(log, List.of());
      table.row(
          log.name(),
          millis(own, RestartTimes::opened),
          millis(own, RestartTimes::appended),
          millis(own, RestartTimes::sourced),
          millis(own, RestartTimes::indexed));
    }
    return table.build();
  }

  private static String millis(List<RestartTimes> times, ToDoubleFunction<RestartTimes> which) {
    return Figures.of(Spread.of(times.stream().map(which::applyAsDouble).toList()));
  }

  /** Each log beside one that is as small as it can be. */
  private record Contest(
      RestartedLog closedSmall,
      RestartedLog closed,
      RestartedLog killedSmall,
      RestartedLog killed) {

    static Contest prepare(Arena arena) {
      var events = arena.scale().restartEvents();
      var small = arena.sized(SMALL);
      var unindexed = Math.min(arena.sized(UNINDEXED), events / 2);
      return new Contest(
          log(arena, "closed", small, 0),
          log(arena, "closed", events, 0),
          log(arena, "killed", small + unindexed, unindexed),
          log(arena, "killed", events, unindexed));
    }

    private static RestartedLog log(Arena arena, String how, long events, long unindexed) {
      var database = arena.server().database("restart");
      RestartedLog.fill(database, events);
      var name = "%s, %s events".formatted(how, Figures.of((double) events));
      return new RestartedLog(name, database, events, unindexed);
    }

    List<RestartedLog> all() {
      return List.of(closedSmall, closed, killedSmall, killed);
    }
  }
}
