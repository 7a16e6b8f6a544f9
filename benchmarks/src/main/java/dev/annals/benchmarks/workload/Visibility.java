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

  private static final int COMMANDS_PER_SECOND = 1_000;
  private static final int READS_PER_SECOND = 2_000;

  /** Beside many reads. */
  private static final int FEW_COMMANDS_PER_SECOND = 200;

  /** Beside many commands. */
  private static final int FEW_READS_PER_SECOND = 200;

  private static final int ACCOUNTS = 10_000;

  /** One second or two of a steady pace say little. */
  private static final int RUNS_PER_ROUND = 5;

  @Override
  public String name() {
    return "visible";
  }

  /** What was measured one after the other; all at once comes last, as it may leave work behind. */
  private record Round(CallTimes commands, CallTimes reads, CallTimes both) {

    static Round of(AccountClients clients, Duration time) {
      return new Round(
          measure(clients, COMMANDS_PER_SECOND, FEW_READS_PER_SECOND, time),
          measure(clients, FEW_COMMANDS_PER_SECOND, READS_PER_SECOND, time),
          measure(clients, COMMANDS_PER_SECOND, READS_PER_SECOND, time));
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
      var time = arena.pace().run().multipliedBy(RUNS_PER_ROUND);
      WarmUp.until(services, arena.pace(), () -> Round.of(clients, time));
      clients.triedAgain();
      var rounds = new ArrayList<Round>();
      for (var round = 0; round < arena.pace().rounds(); round++) {
        rounds.add(Round.of(clients, time));
      }
      var triedAgain = clients.triedAgain();
      clients.requireBalances(0);
      services.stop();
      return section(rounds, time, triedAgain);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot check the balances", e);
    }
  }

  private static Section section(List<Round> rounds, Duration time, long triedAgain) {
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
                COMMANDS_PER_SECOND,
                FEW_READS_PER_SECOND,
                FEW_COMMANDS_PER_SECOND,
                READS_PER_SECOND,
                PacedCalls.UNDER_WAY_MAX,
                time.toMillis() / 1e3),
        claims(rounds),
        List.of(table(rounds)),
        List.of(),
        List.of(
            "Sent again, after a 503 with Retry-After or a broken connection: %,d of %,d requests; their time counts until they were served."
                .formatted(triedAgain, rounds.stream().mapToLong(Round::requests).sum())));
  }

  private static List<Claim> claims(List<Round> rounds) {
    var commands = rounds.stream().map(Round::commands).toList();
    var reads = rounds.stream().map(Round::reads).toList();
    return List.of(
        Claim.atMost(
            "Command to view at %,d commands/s, p50".formatted(COMMANDS_PER_SECOND),
            10,
            "ms",
            CallTimes.millis(commands, CallTimes::visibleNanos, 50)),
        Claim.atMost(
            "Command to view at %,d commands/s, p99".formatted(COMMANDS_PER_SECOND),
            100,
            "ms",
            CallTimes.millis(commands, CallTimes::visibleNanos, 99)),
        Claim.atMost(
            "%,d reads/s of accounts while commands run, p99".formatted(READS_PER_SECOND),
            5,
            "ms",
            CallTimes.millis(reads, CallTimes::readNanos, 99)));
  }

  private static Table table(List<Round> rounds) {
    var table = CallTimes.table();
    var commands = rounds.stream().map(Round::commands).toList();
    rows(table, "", COMMANDS_PER_SECOND, FEW_READS_PER_SECOND, commands);
    var reads = rounds.stream().map(Round::reads).toList();
    rows(table, "", FEW_COMMANDS_PER_SECOND, READS_PER_SECOND, reads);
    var both = rounds.stream().map(Round::both).toList();
    rows(table, ", all at once", COMMANDS_PER_SECOND, READS_PER_SECOND, both);
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
