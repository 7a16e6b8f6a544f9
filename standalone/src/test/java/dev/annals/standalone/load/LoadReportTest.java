package dev.annals.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.contracts.payments.PaymentRejected.Reason;
import dev.annals.standalone.load.Answer.Accepted;
import dev.annals.standalone.load.Answer.Rejected;
import dev.annals.standalone.load.Instruction.Deposit;
import dev.annals.standalone.load.Instruction.Withdraw;
import dev.annals.standalone.load.LoadReport.Part;
import dev.annals.standalone.load.LoadReport.Surroundings;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadReportTest {

  private static final Latencies.Summary TIMES =
      new Latencies.Summary(1_500, 1_234_567, 20_000_000, 99_950_000, 1_234_500_000);
  private static final Latencies.Summary NONE = new Latencies.Summary(0, 0, 0, 0, 0);

  private final Differences differences = new Differences();

  @Test
  void tells_the_figures_of_a_first_load() {
    var report =
        new LoadReport(
            part(1_200, Duration.ofMillis(500)),
            part(1_000, Duration.ofMillis(800)),
            new VisibilitySampling.Summary(TIMES, TIMES, 2),
            new Reconciliation.Result(46_000, 3, BigInteger.valueOf(123_456_789)),
            new Surroundings(CurrencyCode.EURO, 7, 2_205, 4));

    assertThat(report.lines())
        .containsExactly(
            "openings  1,202 commands in 0.5 s: 2,404 commands/s",
            "          accepted 1,200 (0 of them before), rejected 2: INSUFFICIENT_FUNDS 2",
            "          latency p50 1.2  p95 20.0  p99 100.0  max 1234.5 ms",
            "payments  1,002 commands in 0.8 s: 1,253 commands/s",
            "          accepted 1,000 (0 of them before), rejected 2: INSUFFICIENT_FUNDS 2",
            "          latency p50 1.2  p95 20.0  p99 100.0  max 1234.5 ms",
            "visible   after the acknowledgement  p50 1.2  p95 20.0  p99 100.0  max 1234.5 ms",
            "          after the command was sent p50 1.2  p95 20.0  p99 100.0  max 1234.5 ms",
            "          1,500 samples, 2 skipped",
            "retries   4",
            "log head  7 before, 2,205 after",
            "balances  46,000 accounts hold 1234567.89 EUR (3 accounts of others not looked at)");
    assertThat(differences.lines()).containsExactly("0 differences");
  }

  @Test
  void tells_that_nothing_changed() {
    var report =
        new LoadReport(
            part(1, Duration.ZERO),
            part(1, Duration.ZERO),
            new VisibilitySampling.Summary(NONE, NONE, 0),
            new Reconciliation.Result(0, 0, BigInteger.ZERO),
            new Surroundings(CurrencyCode.EURO, 9, 9, 0));

    assertThat(report.lines())
        .contains(
            "visible   not measured: nothing new was accepted",
            "log head  9 before, 9 after: unchanged");
  }

  @Test
  void shows_the_first_differences_and_counts_all() {
    for (var i = 1; i <= 23; i++) {
      differences.add("number " + i);
    }

    assertThat(differences.lines())
        .hasSize(22)
        .startsWith("DIFFERENCE number 1")
        .endsWith("DIFFERENCE number 20", "... and 3 more", "23 differences");
  }

  @Test
  void counts_answers_and_names_those_that_the_model_does_not_expect() {
    var instructions =
        List.of(
            keyed("row 1", new Deposit("A", 10)),
            keyed("row 2", new Withdraw("A", 4)),
            keyed("row 3", new Withdraw("A", 5)),
            keyed("row 4", new Withdraw("A", 6)));
    List<Optional<Reason>> expected =
        List.of(
            Optional.empty(),
            Optional.of(Reason.INSUFFICIENT_FUNDS),
            Optional.empty(),
            Optional.of(Reason.OVERFLOW));
    var answers =
        List.<Answer>of(
            new Accepted(3),
            new Accepted(8),
            new Rejected(Reason.ACCOUNT_FROZEN),
            new Rejected(Reason.OVERFLOW));

    var tally = Tally.of(instructions, expected, answers, 5, differences);

    assertThat(tally.accepted()).isEqualTo(2);
    assertThat(tally.repeated()).isEqualTo(1);
    assertThat(tally.lastPosition()).isEqualTo(8);
    assertThat(tally.inflow()).isEqualTo(6);
    assertThat(tally.rejected()).containsOnlyKeys(Reason.ACCOUNT_FROZEN, Reason.OVERFLOW);
    assertThat(differences.lines())
        .containsExactly(
            "DIFFERENCE row 2: the model says INSUFFICIENT_FUNDS, the service accepted at position"
                + " 8",
            "DIFFERENCE row 3: the model says accepted, the service ACCOUNT_FROZEN",
            "2 differences");
  }

  /** So many accepted ones, and two rejected as expected. */
  private Part part(int accepted, Duration elapsed) {
    var instructions = Collections.nCopies(accepted + 2, keyed("row", new Withdraw("A", 1)));
    List<Optional<Reason>> expected =
        new ArrayList<>(Collections.nCopies(accepted, Optional.<Reason>empty()));
    List<Answer> answers = new ArrayList<>(Collections.nCopies(accepted, new Accepted(100)));
    for (var i = 0; i < 2; i++) {
      expected.add(Optional.of(Reason.INSUFFICIENT_FUNDS));
      answers.add(new Rejected(Reason.INSUFFICIENT_FUNDS));
    }
    return new Part(Tally.of(instructions, expected, answers, 7, differences), elapsed, TIMES);
  }

  private static KeyedInstruction keyed(String origin, Instruction instruction) {
    return new KeyedInstruction(origin, "key", "", instruction);
  }
}
