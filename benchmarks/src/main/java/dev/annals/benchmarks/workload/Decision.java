package dev.annals.benchmarks.workload;

import static dev.annals.benchmarks.measure.Figure.OPERATIONS_PER_SECOND;
import static dev.annals.benchmarks.measure.Figure.P50_MILLIS;

import dev.annals.benchmarks.measure.Callers;
import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Rounds;
import dev.annals.benchmarks.measure.Run;
import dev.annals.benchmarks.report.Claim;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.Payments;
import dev.annals.benchmarks.store.RawInserts;
import dev.annals.contracts.payments.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Whole decisions of one caller: source the account, fold, decide, append. */
public final class Decision implements Workload {

  private static final String BARE = "bare commit";
  private static final String HOT = "hot, 10 events";
  private static final String LONG = "hot, 10,000 events";

  @Override
  public String name() {
    return "decision";
  }

  @Override
  public Section run(Arena arena) {
    var database = arena.server().database("annals");
    try (var annals = AnnalsStore.create(database);
        var payments = Payments.on(annals.log());
        var bare = RawInserts.create(BARE, arena.server().database("bare"), 1)) {
      var contestants =
          List.<Contestant>of(
              bare,
              new Hot(HOT, payments, arena.sized(500), 10, false),
              new Hot("hot, 10 events, with a key", payments, arena.sized(500), 10, true),
              new Cold("cold, 10 events", database, payments, arena.sized(300), 10),
              new Hot("hot, 1,000 events", payments, arena.sized(20), 1_000, false),
              new Cold("cold, 1,000 events", database, payments, arena.sized(30), 1_000),
              new Hot(LONG, payments, arena.sized(3), 10_000, false));
      var rounds = Rounds.play(contestants, arena.pace());
      return section(rounds);
    }
  }

  private static Section section(Rounds rounds) {
    var comparison = new Comparison(rounds, OPERATIONS_PER_SECOND, "decisions/s", BARE);
    return new Section(
        "decision",
        "Whole decisions",
        """
        One caller has withdrawals decided, through the product's own command dispatcher, Axon and payments, but without HTTP:
        source the account's history, fold it, decide, append one event under the condition that nothing happened to the
        account meanwhile. Each run has new accounts of exactly the given number of events; the hot ones grow while it lasts. *Hot*: each account was decided upon once before, in this process. *Cold*:
        each account is decided upon once, in a log and an Axon that were opened after its history was written. *With a
        key*: an idempotency key is recorded in the same transaction. *Bare commit*: one equal row, inserted and committed
        by a prepared statement.""",
        List.of(
            Claim.atMost(
                "One caller's whole decision against a bare commit, p50",
                2,
                "×",
                rounds.ratio(HOT, BARE, P50_MILLIS)),
            Claim.atMost(
                "A hot account of 10,000 events against one of 10, p50",
                1.1,
                "×",
                rounds.ratio(LONG, HOT, P50_MILLIS))),
        List.of(comparison.table("Decisions of one caller")),
        List.of(
            Comparison.chart("decision", "Whole decisions, p50", rounds, P50_MILLIS, "ms, p50")),
        List.of());
  }

  /** Accounts that were decided upon before, each run new ones. */
  private record Hot(String name, Payments payments, int accounts, int events, boolean keyed)
      implements Contestant {

    @Override
    public Run run(Duration time) {
      var chosen = payments.accounts(accounts, events);
      chosen.forEach(this::decide);
      var next = new AtomicInteger();
      return new CountedLoop(
              name,
              1,
              payments.log(),
              caller -> decide(chosen.get(next.getAndIncrement() % accounts)))
          .run(time);
    }

    private int decide(AccountId account) {
      return keyed ? payments.withdrawOnce(account) : payments.withdraw(account);
    }
  }

  /** Accounts nobody has in memory. */
  private record Cold(String name, Database database, Payments warm, int accounts, int events)
      implements Contestant {

    @Override
    public Run run(Duration time) {
      var chosen = warm.accounts(accounts, events);
      try (var reopened = AnnalsStore.open(database);
          var cold = Payments.on(reopened.log())) {
        var before = reopened.head();
        var next = new AtomicInteger();
        var run =
            Callers.times(accounts, caller -> cold.withdraw(chosen.get(next.getAndIncrement())));
        CountedLoop.requireGrown(reopened.log(), before, run);
        return run;
      }
    }
  }
}
