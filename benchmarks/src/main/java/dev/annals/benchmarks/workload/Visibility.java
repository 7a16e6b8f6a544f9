package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.PacedCalls;
import dev.annals.benchmarks.report.Claim;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.report.Table;
import dev.annals.benchmarks.service.AccountClients;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How soon a command can be read, and how fast reads are meanwhile, over HTTP. */
public final class Visibility implements Workload {

  /** Calls each second, in a short run fewer. */
  private record Rates(int commands, int reads, int fewCommands, int fewReads) {

    static Rates of(Arena arena) {
      return new Rates(arena.sized(1_000), arena.sized(2_000), arena.sized(200), arena.sized(200));
    }
  }

  private static final int ACCOUNTS = 10_000;

  /** One second or two of a steady pace say little. */
  private static final int RUNS_PER_ROUND = 5;

  @Override
  public String name() {
    return "visible";
  }

  /** What was measured one after the other; all at once comes last, as it may leave work behind. */
  private record Round(CallTimes commands, CallTimes reads, CallTimes both) {

    static Round of(AccountClients clients, Rates rates, Duration time) {
      return new Round(
          measure(clients, rates.commands(), rates.fewReads(), time),
          measure(clients, rates.fewCommands(), rates.reads(), time),
          measure(clients, rates.commands(), rates.reads(), time));
    }

    private static CallTimes measure(
        AccountClients clients, int commandsPerSecond, int readsPerSecond, Duration time) {
      return CallTimes.of(
          () -> PacedCalls.run(commandsPerSecond, time, clients::depositAndSee),
          () -> PacedCalls.run(readsPerSecond, time, clients::look));
    }

    private long requests() {
      return Stream.of(commands, reads, both)
          .mapToLong(
              times -> 2 * times.visibleNanos().getTotalCount() + times.readNanos().getTotalCount())
          .sum();
    }
  }

  @Override
  public Section run(Arena arena) {
    try (var services = TwoServices.start(arena.server(), "visible", arena.sized(ACCOUNTS), 1)) {
      var clients = services.clients();
      var rates = Rates.of(arena);
      var time = arena.pace().run().multipliedBy(RUNS_PER_ROUND);
      WarmUp.until(services.compilers(), arena.pace(), () -> Round.of(clients, rates, time));
      clients.triedAgain();
      var rounds = new ArrayList<Round>();
      for (var round = 0; round < arena.pace().rounds(); round++) {
        rounds.add(Round.of(clients, rates, time));
      }
      var triedAgain = clients.triedAgain();
      clients.requireBalances(0);
      services.stop();
      return section(rounds, rates, time, triedAgain);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot check the balances", e);
    }
  }

  private static Section section(List<Round> rounds, Rates rates, Duration time, long triedAgain) {
    return new Section(
        "visible",
        "From command to view",
        """
        The command service and the query service run in a process each, with their shipped settings and heaps of %s. Clients
        pay into any of %,d accounts, %,d times a second, and read the account right after that with the position they got
        (`Annals-Min-Position`, `Prefer: wait=10`), so that the answer includes their payment; measured is from the payment's
        due moment until that answer. Others read any account, %,d times a second. Then it is the other way round: %,d payments and
        %,d reads a second. At last both are many. Calls begin when they are due, however many are still under way (up to %d of
        each kind), and their time counts from then on, so that nothing is left out while a service is slow. Each part of a round
        lasts %.1f s. The services do what is measured until their just-in-time compilers have no more to do with it. Clients,
        services and PostgreSQL share the processors. Every answer must be right, and at the end so must every balance.\
        """
            .formatted(
                TwoServices.HEAP,
                ACCOUNTS,
                rates.commands(),
                rates.fewReads(),
                rates.fewCommands(),
                rates.reads(),
                PacedCalls.UNDER_WAY_MAX,
                time.toMillis() / 1e3),
        claims(rounds, rates),
        List.of(table(rounds, rates)),
        List.of(),
        List.of(
            "Sent again, after a 503 with Retry-After or a broken connection: %,d of %,d requests; their time counts until they were served."
                .formatted(triedAgain, rounds.stream().mapToLong(Round::requests).sum())));
  }

  private static List<Claim> claims(List<Round> rounds, Rates rates) {
    var commands = rounds.stream().map(Round::commands).toList();
    var reads = rounds.stream().map(Round::reads).toList();
    return List.of(
        Claim.atMost(
            "Command to view at %,d commands/s, p50".formatted(rates.commands()),
            10,
            "ms",
            CallTimes.millis(commands, CallTimes::visibleNanos, 50)),
        Claim.atMost(
            "Command to view at %,d commands/s, p99".formatted(rates.commands()),
            100,
            "ms",
            CallTimes.millis(commands, CallTimes::visibleNanos, 99)),
        Claim.atMost(
            "%,d reads/s of accounts while commands run, p99".formatted(rates.reads()),
            5,
            "ms",
            CallTimes.millis(reads, CallTimes::readNanos, 99)));
  }

  private static Table table(List<Round> rounds, Rates rates) {
    var table = CallTimes.table();
    var commands = rounds.stream().map(Round::commands).toList();
    rows(table, "", rates.commands(), rates.fewReads(), commands);
    var reads = rounds.stream().map(Round::reads).toList();
    rows(table, "", rates.fewCommands(), rates.reads(), reads);
    var both = rounds.stream().map(Round::both).toList();
    rows(table, ", all at once", rates.commands(), rates.reads(), both);
    return table.build();
  }

  private static void rows(
      Table.Builder table,
      String when,
      int commandsPerSecond,
      int readsPerSecond,
      List<CallTimes> times) {
    CallTimes.row(
        table,
        "payment until it is read" + when,
        commandsPerSecond,
        times,
        CallTimes::visibleNanos);
    CallTimes.row(table, "read of an account" + when, readsPerSecond, times, CallTimes::readNanos);
  }
}
