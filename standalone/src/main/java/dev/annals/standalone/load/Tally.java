package dev.annals.standalone.load;

import dev.annals.contracts.payments.PaymentRejected.Reason;
import dev.annals.standalone.load.Answer.Accepted;
import dev.annals.standalone.load.Answer.Rejected;
import dev.annals.standalone.load.Instruction.Deposit;
import dev.annals.standalone.load.Instruction.Open;
import dev.annals.standalone.load.Instruction.Transfer;
import dev.annals.standalone.load.Instruction.Withdraw;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The service's answers, counted and compared with what the model expects. */
final class Tally {

  private final long headBefore;
  private final Map<Reason, Long> rejected = new EnumMap<>(Reason.class);
  private long accepted;
  private long repeated;
  private long lastPosition;
  private BigInteger inflow = BigInteger.ZERO;

  private Tally(long headBefore) {
    this.headBefore = headBefore;
  }

  /**
   * Counts.
   *
   * @param expected the objection of the model to each instruction, if it has one
   * @param headBefore position of the log before the first instruction was sent
   */
  static Tally of(
      List<KeyedInstruction> instructions,
      List<Optional<Reason>> expected,
      List<Answer> answers,
      long headBefore,
      Differences differences) {
    var tally = new Tally(headBefore);
    for (var i = 0; i < answers.size(); i++) {
      var keyed = instructions.get(i);
      var answer = answers.get(i);
      tally.count(keyed.instruction(), answer);
      if (!expected.get(i).equals(objection(answer))) {
        differences.add(
            "%s: the model says %s, the service %s"
                .formatted(
                    keyed.origin(),
                    expected.get(i).map(Reason::name).orElse("accepted"),
                    describe(answer)));
      }
    }
    return tally;
  }

  private void count(Instruction instruction, Answer answer) {
    switch (answer) {
      case Rejected(var reason) -> rejected.merge(reason, 1L, Long::sum);
      case Accepted(var position) -> {
        accepted++;
        repeated += position <= headBefore ? 1 : 0;
        lastPosition = Math.max(lastPosition, position);
        inflow = inflow.add(BigInteger.valueOf(inflow(instruction)));
      }
    }
  }

  private static long inflow(Instruction instruction) {
    return switch (instruction) {
      case Deposit(_, var amount) -> amount;
      case Withdraw(_, var amount) -> -amount;
      case Open _, Transfer _ -> 0;
    };
  }

  private static Optional<Reason> objection(Answer answer) {
    return switch (answer) {
      case Accepted _ -> Optional.empty();
      case Rejected(var reason) -> Optional.of(reason);
    };
  }

  private static String describe(Answer answer) {
    return switch (answer) {
      case Accepted(var position) -> "accepted at position " + position;
      case Rejected(var reason) -> reason.name();
    };
  }

  long accepted() {
    return accepted;
  }

  /** How many of the accepted had been accepted before this load. */
  long repeated() {
    return repeated;
  }

  Map<Reason, Long> rejected() {
    return rejected;
  }

  /** The highest position that was acknowledged; 0 if none was. */
  long lastPosition() {
    return lastPosition;
  }

  /** Accepted deposits less accepted withdrawals, in minor units. */
  BigInteger inflow() {
    return inflow;
  }
}
