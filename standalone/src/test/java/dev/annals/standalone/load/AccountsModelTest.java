package dev.annals.standalone.load;

import static dev.annals.contracts.payments.PaymentRejected.Reason.DUPLICATE_ID;
import static dev.annals.contracts.payments.PaymentRejected.Reason.INSUFFICIENT_FUNDS;
import static dev.annals.contracts.payments.PaymentRejected.Reason.NON_POSITIVE_AMOUNT;
import static dev.annals.contracts.payments.PaymentRejected.Reason.OVERFLOW;
import static dev.annals.contracts.payments.PaymentRejected.Reason.SAME_ACCOUNT;
import static dev.annals.contracts.payments.PaymentRejected.Reason.UNKNOWN_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.contracts.payments.PaymentRejected.Reason;
import dev.annals.standalone.load.Instruction.Deposit;
import dev.annals.standalone.load.Instruction.Open;
import dev.annals.standalone.load.Instruction.Transfer;
import dev.annals.standalone.load.Instruction.Withdraw;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountsModelTest {

  private final AccountsModel model = new AccountsModel();

  @BeforeEach
  void open_two_accounts() {
    accept(new Open("A"));
    accept(new Open("B"));
    accept(new Deposit("A", 100));
  }

  @Test
  void moves_money() {
    accept(new Withdraw("A", 30));
    accept(new Transfer("t", "A", "B", 70));
    accept(new Withdraw("B", 1));

    assertThat(model.balances()).isEqualTo(Map.of("A", 0L, "B", 69L));
  }

  @Test
  void rejects_what_the_rules_forbid_and_changes_nothing() {
    accept(new Transfer("t", "A", "B", 1));

    reject(new Open("A"), DUPLICATE_ID);
    reject(new Deposit("A", 0), NON_POSITIVE_AMOUNT);
    reject(new Deposit("A", AccountsModel.AMOUNT_MAX + 1), OVERFLOW);
    reject(new Deposit("X", 1), UNKNOWN_ACCOUNT);
    reject(new Withdraw("A", 100), INSUFFICIENT_FUNDS);
    reject(new Withdraw("X", 1), UNKNOWN_ACCOUNT);
    reject(new Transfer("u", "A", "A", 0), SAME_ACCOUNT);
    reject(new Transfer("t", "A", "X", 0), NON_POSITIVE_AMOUNT);
    reject(new Transfer("t", "A", "X", 1), DUPLICATE_ID);
    reject(new Transfer("u", "A", "X", 1000), UNKNOWN_ACCOUNT);
    reject(new Transfer("u", "X", "A", 1), UNKNOWN_ACCOUNT);
    reject(new Transfer("u", "A", "B", 100), INSUFFICIENT_FUNDS);
    assertThat(model.balances()).isEqualTo(Map.of("A", 99L, "B", 1L));
  }

  private void accept(Instruction instruction) {
    assertThat(model.apply(instruction)).isEmpty();
  }

  private void reject(Instruction instruction, Reason reason) {
    assertThat(model.apply(instruction)).contains(reason);
  }
}
