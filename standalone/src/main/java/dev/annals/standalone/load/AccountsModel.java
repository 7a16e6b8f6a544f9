package dev.annals.standalone.load;

import static dev.annals.contracts.payments.PaymentRejected.Reason.DUPLICATE_ID;
import static dev.annals.contracts.payments.PaymentRejected.Reason.INSUFFICIENT_FUNDS;
import static dev.annals.contracts.payments.PaymentRejected.Reason.NON_POSITIVE_AMOUNT;
import static dev.annals.contracts.payments.PaymentRejected.Reason.OVERFLOW;
import static dev.annals.contracts.payments.PaymentRejected.Reason.SAME_ACCOUNT;
import static dev.annals.contracts.payments.PaymentRejected.Reason.UNKNOWN_ACCOUNT;

import dev.annals.contracts.payments.PaymentRejected.Reason;
import dev.annals.standalone.load.Instruction.Deposit;
import dev.annals.standalone.load.Instruction.Open;
import dev.annals.standalone.load.Instruction.Transfer;
import dev.annals.standalone.load.Instruction.Withdraw;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of payments told once more, without looking at the services' code: what must come of
 * instructions that are applied one after the other. Of one currency, and without overdrafts.
 */
final class AccountsModel {

  /** Most that one movement may be. */
  static final long AMOUNT_MAX = 1_000_000_000_000L;

  private final Map<String, Long> balances = new HashMap<>();
  private final Set<String> transfers = new HashSet<>();

  /** Applies the instruction if the rules allow it, or tells why they do not. */
  Optional<Reason> apply(Instruction instruction) {
    var objection = objection(instruction);
    if (objection.isEmpty()) {
      change(instruction);
    }
    return objection;
  }

  /** By account id, in minor units. */
  Map<String, Long> balances() {
    return Map.copyOf(balances);
  }

  private Optional<Reason> objection(Instruction instruction) {
    return switch (instruction) {
      case Open(var id) -> when(balances.containsKey(id), DUPLICATE_ID);
      case Deposit(var id, var amount) -> unmovable(amount).or(() -> unknown(id));
      case Withdraw(var id, var amount) ->
          unmovable(amount).or(() -> unknown(id)).or(() -> uncovered(id, amount));
      case Transfer(var transfer, var debit, var credit, var amount) ->
          when(debit.equals(credit), SAME_ACCOUNT)
              .or(() -> unmovable(amount))
              .or(() -> when(transfers.contains(transfer), DUPLICATE_ID))
              .or(() -> unknown(debit))
              .or(() -> unknown(credit))
              .or(() -> uncovered(debit, amount));
    };
  }

  private void change(Instruction instruction) {
    switch (instruction) {
      case Open(var id) -> balances.put(id, 0L);
      case Deposit(var id, var amount) -> add(id, amount);
      case Withdraw(var id, var amount) -> add(id, -amount);
      case Transfer(var transfer, var debit, var credit, var amount) -> {
        transfers.add(transfer);
        add(debit, -amount);
        add(credit, amount);
      }
    }
  }

  private void add(String id, long amount) {
    balances.merge(id, amount, Math::addExact);
  }

  private static Optional<Reason> unmovable(long amount) {
    return when(amount <= 0, NON_POSITIVE_AMOUNT).or(() -> when(amount > AMOUNT_MAX, OVERFLOW));
  }

  private Optional<Reason> unknown(String id) {
    return when(!balances.containsKey(id), UNKNOWN_ACCOUNT);
  }

  private Optional<Reason> uncovered(String id, long amount) {
    return when(balance(id) < amount, INSUFFICIENT_FUNDS);
  }

  private long balance(String id) {
    return balances.getOrDefault(id, 0L);
  }

  private static Optional<Reason> when(boolean broken, Reason reason) {
    return broken ? Optional.of(reason) : Optional.empty();
  }
}
