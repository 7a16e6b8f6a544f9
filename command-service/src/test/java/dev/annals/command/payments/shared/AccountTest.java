package dev.annals.command.payments.shared;

import static dev.annals.command.payments.PaymentsFixture.ANN;
import static dev.annals.command.payments.PaymentsFixture.BOB;
import static dev.annals.command.payments.PaymentsFixture.EUR;
import static dev.annals.command.payments.PaymentsFixture.RENT;
import static dev.annals.command.payments.PaymentsFixture.eur;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.command.payments.shared.Account.Status;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountTest {

  private static final List<PaymentEvent> LIFE =
      List.of(
          new AccountOpened(ANN, "Ann Other", EUR, 70),
          new MoneyDeposited(ANN, eur(100), ""),
          new MoneyWithdrawn(ANN, eur(30), ""),
          new MoneyTransferred(RENT, ANN, BOB, eur(25), ""),
          new MoneyTransferred(RENT, BOB, ANN, eur(5), ""),
          new AccountFrozen(ANN, ""),
          new AccountUnfrozen(ANN, ""),
          new AccountClosed(ANN, ""));

  @Test
  void adds_up_its_own_life() {
    assertThat(fold(ANN)).isEqualTo(new Account(ANN, EUR, 70, 50, Status.CLOSED));
  }

  @Test
  void takes_from_the_life_of_another_only_what_concerns_it() {
    assertThat(fold(BOB)).isEqualTo(new Account(BOB, null, 0, 20, Status.UNKNOWN));
  }

  @Test
  void is_untouched_by_the_life_of_strangers() {
    var stranger = new AccountId("eve");

    assertThat(fold(stranger)).isEqualTo(Account.unknown(stranger));
  }

  @Test
  void can_watch_its_status_alone() {
    var account = Account.unknown(ANN);
    for (var event : LIFE.subList(0, 6)) {
      account = account.evolveStatus(event);
    }

    assertThat(account).isEqualTo(new Account(ANN, EUR, 70, 0, Status.FROZEN));
  }

  @Test
  void fails_loudly_rather_than_count_wrong() {
    var full = new Account(ANN, EUR, 0, Long.MAX_VALUE, Status.OPEN);

    assertThatThrownBy(() -> full.evolve(new MoneyDeposited(ANN, eur(1), "")))
        .isInstanceOf(ArithmeticException.class);
  }

  private static Account fold(AccountId id) {
    var account = Account.unknown(id);
    for (var event : LIFE) {
      account = account.evolve(event);
    }
    return account;
  }
}
