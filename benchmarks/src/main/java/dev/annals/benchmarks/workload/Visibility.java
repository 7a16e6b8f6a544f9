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

/** How soon a command can be read, and how fast reads are meanwhile, over HTTP. */
public final class Visibility implements Workload {

  private static final int COMMANDS_PER_SECOND = 1_000;
  private static final int READS_PER_SECOND = 2_000;
  private static final int ACCOUNTS = 10_000;
  private static final Duration WARM_UP_MAX = Duration.ofSeconds(20);

  /** One second or two of a steady pace say little. */
  private static final int RUNS_PER_ROUND = 5;

  @Override
  public String name() {
    return "visible";
  }

  @Override
  public Section run(Arena arena) {
    try (var services = TwoServices.start(arena.server(), "visible", arena.sized(ACCOUNTS), 1)) {
      var clients = services.clients();
      var time = arena.pace().run().multipliedBy(RUNS_PER_ROUND);
      var warmUp = arena.scale().overload();
      measure(clients, warmUp.compareTo(WARM_UP_MAX) < 0 ? warmUp : WARM_UP_MAX);
      clients.triedAgain();
      var rounds = new ArrayList<CallTimes>();
      for (var round = 0; round < arena.pace().rounds(); round++) {
        rounds.add(measure(clients, time));
      }
      var triedAgain = clients.triedAgain();
      clients.requireBalances(0);
      services.stop();
      return section(rounds, time, triedAgain);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot check the balances", e);
    }
  }

  private static CallTimes measure(AccountClients clients, Duration time) {
    return CallTimes.of(
        () -> PacedCalls.run(COMMANDS_PER_SECOND, time, clients::depositAndSee),
        () -> PacedCalls.run(READS_PER_SECOND, time, clients::look));
  }

  private static Section section(List<CallTimes> rounds, Duration time, long triedAgain) {
    return new Section(
        "visible",
        "From command to view",
        """
        The command service and the query service run in a process each, with their shipped settings and heaps of %s. Clients
        pay into any of %,d accounts, %,d times a second, and read the account right after that with the position they got
        (`Annals-Min-Position`, `Prefer: wait=10`), so that the answer includes their payment; measured is from the payment's
        due moment until that answer. At the same time others read any account, %,d times a second. Calls begin when they are
        due, however many are still under way (up to %d of each kind), and their time counts from then on, so that nothing is left out
        while a service is slow. Each round lasts %.1f s. Clients, services and PostgreSQL share the processors. Every answer
        must be right, and at the end so must every balance.\
        """
            .formatted(
                TwoServices.HEAP,
                ACCOUNTS,
                COMMANDS_PER_SECOND,
                READS_PER_SECOND,
                PacedCalls.UNDER_WAY_MAX,
                time.toMillis() / 1e3),
        claims(rounds),
        List.of(table(rounds)),
        List.of(),
        List.of(
            "Sent again, after a 503 with Retry-After or a broken connection: %,d of %,d requests; their time counts until they were served."
                .formatted(triedAgain, requests(rounds))));
  }

  private static long requests(List<CallTimes> rounds) {
    return rounds.stream()
        .mapToLong(
            round -> 2 * round.visibleNanos().getTotalCount() + round.readNanos().getTotalCount())
        .sum();
  }

  private static List<Claim> claims(List<CallTimes> rounds) {
    return List.of(
        Claim.atMost(
            "Command to view, p50",
            10,
            "ms",
            CallTimes.millis(rounds, CallTimes::visibleNanos, 50)),
        Claim.atMost(
            "Command to view, p99",
            100,
            "ms",
            CallTimes.millis(rounds, CallTimes::visibleNanos, 99)),
        Claim.atMost(
            "Reads of accounts while commands run, p99",
            5,
            "ms",
            CallTimes.millis(rounds, CallTimes::readNanos, 99)));
  }

  private static Table table(List<CallTimes> rounds) {
    var table = CallTimes.table();
    CallTimes.row(
        table, "payment until it is read", COMMANDS_PER_SECOND, rounds, CallTimes::visibleNanos);
    CallTimes.row(table, "read of an account", READS_PER_SECOND, rounds, CallTimes::readNanos);
    return table.build();
  }
}
