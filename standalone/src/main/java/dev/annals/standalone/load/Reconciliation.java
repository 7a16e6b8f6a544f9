package dev.annals.standalone.load;

import dev.annals.contracts.payments.AccountView;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares every account of the read model with what it must be. */
final class Reconciliation {

  /**
   * What was found.
   *
   * @param accounts of the file that the read model has
   * @param others accounts of the read model that are not in the file
   * @param total of the file's accounts, in minor units
   */
  record Result(long accounts, long others, BigInteger total) {}

  /**
   * What the read model must show.
   *
   * @param balances by account id
   * @param inflow what all accounts must hold together
   */
  record Expectation(Map<String, Long> balances, BigInteger inflow, MinorUnits units) {}

  private final Expectation expected;
  private final MinorUnits units;
  private final Differences differences;
  private final Set<String> seen = new HashSet<>();
  private long others;
  private BigInteger total = BigInteger.ZERO;

  private Reconciliation(Expectation expected, Differences differences) {
    this.expected = expected;
    this.units = expected.units();
    this.differences = differences;
  }

  /** Reads all accounts, as of this position or later, page by page. */
  static Result of(
      QueryClient queries,
      long position,
      Expectation expectation,
      Differences differences,
      Progress progress)
      throws InterruptedException {
    var reconciliation = new Reconciliation(expectation, differences);
    String after = null;
    do {
      var page = queries.accounts(after, position);
      page.items().forEach(reconciliation::compare);
      progress.add(page.items().stream().filter(reconciliation::isExpected).count());
      after = next(after, page.next());
    } while (after != null);
    return reconciliation.finish();
  }

  /** A list that goes in circles would never end. */
  private static @Nullable String next(@Nullable String after, @Nullable String next) {
    if (next != null && next.equals(after)) {
      throw new LoadFailedException(
          "The list of accounts does not go on after account %s.".formatted(Quoted.of(next)));
    }
    return next;
  }

  private boolean isExpected(AccountView view) {
    return expected.balances().containsKey(view.accountId().value());
  }

  private void compare(AccountView view) {
    var id = view.accountId().value();
    if (!seen.add(id)) {
      differences.add("account %s is listed twice".formatted(id));
      return;
    }
    var balance = expected.balances().get(id);
    if (balance == null) {
      others++;
      return;
    }
    total = total.add(view.balance());
    if (!view.balance().equals(BigInteger.valueOf(balance))
        || !view.currency().equals(units.currency())) {
      differences.add(
          "account %s must hold %s, the read model says %s"
              .formatted(
                  id,
                  units.format(balance),
                  new MinorUnits(view.currency()).format(view.balance())));
    }
    if (view.status() != AccountView.Status.OPEN) {
      differences.add(
          "account %s must be open, the read model says %s".formatted(id, view.status()));
    }
  }

  private Result finish() {
    for (var id : new TreeSet<>(expected.balances().keySet())) {
      if (!seen.contains(id)) {
        differences.add("account %s is missing in the read model".formatted(id));
      }
    }
    if (!total.equals(expected.inflow())) {
      differences.add(
          "all accounts hold %s together, but deposits less withdrawals are %s"
              .formatted(units.format(total), units.format(expected.inflow())));
    }
    return new Result(seen.size() - others, others, total);
  }
}
