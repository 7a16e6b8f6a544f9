package dev.annals.benchmarks.workload;

import static dev.annals.benchmarks.measure.Figure.OPERATIONS_PER_SECOND;

import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Rounds;
import dev.annals.benchmarks.report.Claim;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.Payments;
import dev.annals.contracts.payments.AccountId;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Everyone pays one merchant, against payments between random accounts. */
public final class Merchant implements Workload {

  private static final int CALLERS = 64;
  private static final int ACCOUNTS = 5_000;
  private static final int HISTORY = 10;
  private static final String RANDOM = "between random accounts";
  private static final String ONE = "all to one merchant";

  @Override
  public String name() {
    return "merchant";
  }

  @Override
  public Section run(Arena arena) {
    try (var annals = AnnalsStore.create(arena.server().database("annals"));
        var payments = Payments.on(annals.log())) {
      var strangers = payments.accounts(arena.sized(ACCOUNTS), HISTORY);
      var customers = payments.accounts(arena.sized(ACCOUNTS), HISTORY);
      var merchant = payments.accounts(1, HISTORY).getFirst();
      var rounds =
          Rounds.play(
              List.<Contestant>of(
                  new CountedLoop(
                      RANDOM, CALLERS, annals.log(), caller -> payRandom(payments, strangers)),
                  new CountedLoop(
                      ONE,
                      CALLERS,
                      annals.log(),
                      caller -> payments.transfer(anyOf(customers), merchant))),
              arena.pace());
      return section(rounds);
    }
  }

  private static int payRandom(Payments payments, List<AccountId> accounts) {
    var payer = anyOf(accounts);
    var payee = anyOf(accounts);
    while (payee.equals(payer)) {
      payee = anyOf(accounts);
    }
    return payments.transfer(payer, payee);
  }

  private static AccountId anyOf(List<AccountId> accounts) {
    return accounts.get(ThreadLocalRandom.current().nextInt(accounts.size()));
  }

  private static Section section(Rounds rounds) {
    var comparison = new Comparison(rounds, OPERATIONS_PER_SECOND, "transfers/s", RANDOM);
    return new Section(
        "merchant",
        "Everyone pays one merchant",
        """
        %d callers have transfers decided and appended by the product's payments: either between two random ones of %,d
        accounts, or each from a random account to one and the same merchant. A transfer reads the payer's history, but of
        the payee only what changes its status."""
            .formatted(CALLERS, ACCOUNTS),
        List.of(
            Claim.atLeast(
                "Everyone paying one merchant against random payments",
                90,
                "%",
                rounds.ratio(ONE, RANDOM, OPERATIONS_PER_SECOND).percent())),
        List.of(comparison.table("Transfers")),
        List.of(comparison.chart("merchant", "Transfers per second")),
        List.of());
  }
}
