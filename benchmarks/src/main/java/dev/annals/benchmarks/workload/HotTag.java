package dev.annals.benchmarks.workload;

import static dev.annals.benchmarks.measure.Figure.OPERATIONS_PER_SECOND;

import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Rounds;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.GlobalLockStore;
import dev.annals.benchmarks.store.Payments;
import java.util.List;

/** Every caller wants the same entity. */
public final class HotTag implements Workload {

  private static final int CALLERS = 64;
  private static final int ONE_ENTITY = 1;
  private static final int HISTORY = 10;

  @Override
  public String name() {
    return "hot-tag";
  }

  @Override
  public Section run(Arena arena) {
    var server = arena.server();
    try (var annals = AnnalsStore.create(server.database("annals"));
        var lock = GlobalLockStore.create(server.database("global_lock"));
        var decided = AnnalsStore.create(server.database("payments"));
        var payments = Payments.on(decided.log())) {
      var account = payments.accounts(1, HISTORY).getFirst();
      var rounds =
          Rounds.play(
              List.<Contestant>of(
                  new ConditionalAppends(lock, CALLERS, ONE_ENTITY),
                  new ConditionalAppends(annals, CALLERS, ONE_ENTITY),
                  new CountedLoop(
                      "Annals, decisions in turn",
                      CALLERS,
                      decided.log(),
                      caller -> payments.withdraw(account))),
              arena.pace());
      return section(rounds);
    }
  }

  private static Section section(Rounds rounds) {
    var comparison =
        new Comparison(rounds, OPERATIONS_PER_SECOND, "accepted/s", GlobalLockStore.NAME);
    return new Section(
        "hot-tag",
        "One hot tag",
        """
        %d callers append under a condition over one and the same tag, so that each append invalidates what all others know;
        a refused caller asks for the head and tries again. That is the worst case of optimism, and no way to work: the
        product's dispatcher has decisions upon one entity taken in turn within a process, which *decisions in turn*
        shows with whole withdrawals from one account."""
            .formatted(CALLERS),
        List.of(),
        List.of(comparison.table("Accepted")),
        List.of(comparison.chart("hot-tag", "One hot tag: accepted per second")),
        List.of());
  }
}
