package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.PacedCalls;
import dev.annals.benchmarks.measure.Spread;
import dev.annals.benchmarks.report.Claim;
import dev.annals.benchmarks.report.Figures;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.report.Table;
import dev.annals.benchmarks.service.Builds;
import dev.annals.benchmarks.service.StrictClients;
import dev.annals.benchmarks.service.StrictClients.Findings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** A view is built anew while commands change what it shows and clients read it. */
public final class Rebuild implements Workload {

  private static final int ACCOUNTS = 10_000;
  private static final String PROJECTION = "payments.account";
  private static final String QUIET = "nothing is rebuilt";
  private static final String BUSY = "during a rebuild";
  private static final int RUNS_PER_ROUND = 5;

  /** Payments, and reads of anybody; in a short run fewer. */
  private static final int CALLS_PER_SECOND = 500;

  @Override
  public String name() {
    return "rebuild";
  }

  @Override
  public Section run(Arena arena) {
    var accounts = arena.sized(ACCOUNTS);
    var history = (int) Math.max(2, arena.scale().replayEvents() / accounts);
    try (var services = TwoServices.start(arena.server(), "rebuild", accounts, history);
        var builds = new Builds(services.queryService(), PROJECTION)) {
      var balance = history - 1;
      var clients = new StrictClients(services.clients(), accounts, balance, services.headBefore());
      var load = new RebuildLoad(clients, builds, arena.sized(CALLS_PER_SECOND));
      var time = arena.pace().run().multipliedBy(RUNS_PER_ROUND);
      WarmUp.until(services.compilers(), arena.pace(), load::busy);
      var rounds = load.play(arena.pace().rounds(), time);
      services.clients().requireBalances(balance);
      services.stop();
      return section(rounds, load, accounts, services.headBefore());
    } catch (IOException e) {
      throw new IllegalStateException("Cannot ask the services", e);
    }
  }

  private static Section section(
      List<RebuildLoad.Round> rounds, RebuildLoad load, int accounts, long events) {
    var busy = rounds.stream().map(RebuildLoad.Round::busy).toList();
    return new Section(
        "rebuild",
        "Rebuild while commands and reads go on",
        """
        The command service and the query service run in a process each, with their shipped settings and heaps of %s. The log
        holds %,d events of %,d accounts when they start. Clients pay a cent into any account, %,d times a second, and read the
        account right after that with the position they got (`Annals-Min-Position`, `Prefer: wait=10`); others read any account,
        %,d times a second. Meanwhile an operator has `%s` built anew, until reads see the new build; in turn with that, the same
        calls are made while nothing is rebuilt. A read's first answer counts: any other status than 200 is a failure, a 503
        too. An answer is wrong if its balance is not what was paid in up to its position, to the cent, or if it is older than any
        answer to whomever before it was asked for. The lag of the live build is how long it had been since the log ended
        where the build stood, looked up every %d ms and so told too long by up to that. Calls begin when they are due, however
        many are under way (up to %d of each kind), and their time counts from then on. Besides the live build, the one before it
        is kept up, as shipped. Clients, services and PostgreSQL share the processors.\
        """
            .formatted(
                TwoServices.HEAP,
                events,
                accounts,
                load.callsPerSecond(),
                load.callsPerSecond(),
                PROJECTION,
                Stretch.LOOK.toMillis(),
                PacedCalls.UNDER_WAY_MAX),
        claims(busy),
        List.of(times(rounds, load.callsPerSecond()), lags(rounds)),
        List.of(),
        notes(rounds));
  }

  /** None may be worse, so that the worst counts. */
  private static List<Claim> claims(List<Stretch> busy) {
    return List.of(
        Claim.atMost(
            "Rebuild: reads that failed, of all rounds", 0, "reads", sum(busy, Findings::failed)),
        Claim.atMost(
            "Rebuild: reads that were wrong, of all rounds",
            0,
            "reads",
            sum(busy, Findings::wrong)),
        Claim.atMost(
            "Rebuild: longest lag of the live view", 1, "s", worst(busy, Stretch::lagSeconds)),
        Claim.atMost(
            "Rebuild: longest time from a payment until it is read",
            1,
            "s",
            worst(busy, Stretch::visibleSecondsMax)));
  }

  private static Spread sum(List<Stretch> stretches, Function<Findings, List<String>> part) {
    return Spread.of(
        List.of(
            (double) stretches.stream().mapToInt(each -> part.apply(each.reads()).size()).sum()));
  }

  private static Spread worst(List<Stretch> stretches, ToDoubleFunction<Stretch> part) {
    return Spread.of(List.of(stretches.stream().mapToDouble(part).max().orElseThrow()));
  }

  private static Table times(List<RebuildLoad.Round> rounds, int callsPerSecond) {
    var quiet = rounds.stream().map(round -> round.quiet().calls()).toList();
    var busy = rounds.stream().map(round -> round.busy().calls()).toList();
    var table = CallTimes.table();
    var payment = "payment until it is read, ";
    var read = "read of an account, ";
    CallTimes.row(table, payment + QUIET, callsPerSecond, quiet, CallTimes::visibleNanos);
    CallTimes.row(table, payment + BUSY, callsPerSecond, busy, CallTimes::visibleNanos);
    CallTimes.row(table, read + QUIET, callsPerSecond, quiet, CallTimes::readNanos);
    CallTimes.row(table, read + BUSY, callsPerSecond, busy, CallTimes::readNanos);
    return table.build();
  }

  private static Table lags(List<RebuildLoad.Round> rounds) {
    var table = Table.of("The live build, and the one built beside it", "", QUIET, BUSY);
    row(table, "longest lag of the live build, s", rounds, Stretch::lagSeconds);
    row(table, "most events it was behind", rounds, Stretch::lagEvents);
    var busy = rounds.stream().map(RebuildLoad.Round::busy).toList();
    table.row("rebuild until reads see it, s", "", Figures.of(spread(busy, Stretch::seconds)));
    table.row("events/s of the rebuild", "", Figures.of(spread(busy, Stretch::eventsPerSecond)));
    return table.build();
  }

  private static void row(
      Table.Builder table,
      String name,
      List<RebuildLoad.Round> rounds,
      ToDoubleFunction<Stretch> part) {
    table.row(
        name,
        Figures.of(spread(rounds.stream().map(RebuildLoad.Round::quiet).toList(), part)),
        Figures.of(spread(rounds.stream().map(RebuildLoad.Round::busy).toList(), part)));
  }

  private static Spread spread(List<Stretch> stretches, ToDoubleFunction<Stretch> part) {
    return Spread.of(stretches.stream().mapToDouble(part).boxed().toList());
  }

  private static List<String> notes(List<RebuildLoad.Round> rounds) {
    var all = rounds.stream().flatMap(round -> Stream.of(round.quiet(), round.busy())).toList();
    var notes = new ArrayList<String>();
    notes.add(
        "Reads: %,d, %,d of them during rebuilds."
            .formatted(reads(all), reads(rounds.stream().map(RebuildLoad.Round::busy).toList())));
    first(all, Findings::failed).map("The first that failed: %s"::formatted).ifPresent(notes::add);
    first(all, Findings::wrong)
        .map("The first that was wrong: %s"::formatted)
        .ifPresent(notes::add);
    return notes;
  }

  private static long reads(List<Stretch> stretches) {
    return stretches.stream().mapToLong(each -> each.reads().reads()).sum();
  }

  private static Optional<String> first(
      List<Stretch> stretches, Function<Findings, List<String>> part) {
    return stretches.stream().flatMap(each -> part.apply(each.reads()).stream()).findFirst();
  }
}
