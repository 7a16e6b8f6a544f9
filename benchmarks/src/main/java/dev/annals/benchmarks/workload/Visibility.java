package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.PacedCalls;
import dev.annals.benchmarks.measure.Spread;
import dev.annals.benchmarks.report.Claim;
import dev.annals.benchmarks.report.Figures;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.report.Table;
import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.service.AccountClients;
import dev.annals.benchmarks.service.ServiceProcess;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.Payments;
import dev.annals.contracts.payments.AccountId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.HdrHistogram.Histogram;

/** How soon a command can be read, and how fast reads are meanwhile, over HTTP. */
public final class Visibility implements Workload {

  private static final int COMMANDS_PER_SECOND = 1_000;
  private static final int READS_PER_SECOND = 2_000;
  private static final int ACCOUNTS = 10_000;
  private static final String HEAP = "512m";
  private static final Duration WARM_UP_MAX = Duration.ofSeconds(20);

  /** One second or two of a steady pace say little. */
  private static final int RUNS_PER_ROUND = 5;

  @Override
  public String name() {
    return "visible";
  }

  @Override
  public Section run(Arena arena) {
    var server = arena.server();
    var log = server.database("visible");
    var views = server.database("views");
    var prepared = prepare(log, arena.sized(ACCOUNTS));
    try (var commands = ServiceProcess.command(log, server.writer(log), HEAP);
        var queries = ServiceProcess.query(log, server.reader(log), views, HEAP);
        var clients =
            new AccountClients(commands.address(), queries.address(), prepared.accounts())) {
      clients.awaitView(prepared.head());
      var time = arena.pace().run().multipliedBy(RUNS_PER_ROUND);
      var warmUp = arena.scale().overload();
      Round.measure(clients, warmUp.compareTo(WARM_UP_MAX) < 0 ? warmUp : WARM_UP_MAX);
      clients.triedAgain();
      var rounds = new ArrayList<Round>();
      for (var round = 0; round < arena.pace().rounds(); round++) {
        rounds.add(Round.measure(clients, time));
      }
      var triedAgain = clients.triedAgain();
      clients.requireBalances(0);
      queries.stop();
      commands.stop();
      return section(rounds, time, triedAgain);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot check the balances", e);
    }
  }

  /** The accounts, and the position up to which the log tells of them. */
  private record Prepared(List<AccountId> accounts, long head) {}

  private static Prepared prepare(Database log, int count) {
    try (var annals = AnnalsStore.create(log);
        var payments = Payments.on(annals.log())) {
      var accounts = payments.accounts(count, 1);
      return new Prepared(accounts, annals.head());
    }
  }

  /** How long everything took in one round. */
  private record Round(Histogram visibleNanos, Histogram readNanos) {

    static Round measure(AccountClients clients, Duration time) {
      try (var threads = Executors.newFixedThreadPool(2)) {
        var visible =
            threads.submit(() -> PacedCalls.run(COMMANDS_PER_SECOND, time, clients::depositAndSee));
        var read = threads.submit(() -> PacedCalls.run(READS_PER_SECOND, time, clients::look));
        return new Round(visible.get(), read.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("A client failed: " + e.getCause(), e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while clients call", e);
      }
    }
  }

  /** Of what a round has a histogram. */
  private interface Part {
    Histogram of(Round round);
  }

  private static Spread millis(List<Round> rounds, Part part, double percentile) {
    return Spread.of(
        rounds.stream()
            .map(round -> part.of(round).getValueAtPercentile(percentile) / 1e6)
            .toList());
  }

  private static Section section(List<Round> rounds, Duration time, long triedAgain) {
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
                HEAP,
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

  private static long requests(List<Round> rounds) {
    return rounds.stream()
        .mapToLong(
            round -> 2 * round.visibleNanos().getTotalCount() + round.readNanos().getTotalCount())
        .sum();
  }

  private static List<Claim> claims(List<Round> rounds) {
    return List.of(
        Claim.atMost("Command to view, p50", 10, "ms", millis(rounds, Round::visibleNanos, 50)),
        Claim.atMost("Command to view, p99", 100, "ms", millis(rounds, Round::visibleNanos, 99)),
        Claim.atMost(
            "Reads of accounts while commands run, p99",
            5,
            "ms",
            millis(rounds, Round::readNanos, 99)));
  }

  private static Table table(List<Round> rounds) {
    var table = Table.of("Milliseconds", "", "per second", "p50", "p99", "slowest");
    row(table, "payment until it is read", COMMANDS_PER_SECOND, rounds, Round::visibleNanos);
    row(table, "read of an account", READS_PER_SECOND, rounds, Round::readNanos);
    return table.build();
  }

  private static void row(
      Table.Builder table, String name, int perSecond, List<Round> rounds, Part part) {
    table.row(
        name,
        Figures.of((double) perSecond),
        Figures.of(millis(rounds, part, 50)),
        Figures.of(millis(rounds, part, 99)),
        Figures.of(millis(rounds, part, 100)));
  }
}
