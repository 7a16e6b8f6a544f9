package dev.annals.command.payments.shared;

import static dev.annals.command.payments.PaymentsFixture.ANN;
import static dev.annals.command.payments.PaymentsFixture.BOB;
import static dev.annals.command.payments.PaymentsFixture.EUR;
import static dev.annals.command.payments.PaymentsFixture.RENT;
import static dev.annals.command.payments.PaymentsFixture.account;
import static dev.annals.command.payments.PaymentsFixture.eur;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.command.payments.shared.AccountStanding.Status;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

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
    assertThat(fold(ANN)).isEqualTo(account(ANN, Status.CLOSED, 50, 70));
  }

  @Test
  void takes_from_the_life_of_another_only_what_concerns_it() {
    assertThat(fold(BOB))
        .isEqualTo(new Account(AccountStanding.unknown(BOB), 0, BigInteger.valueOf(20)));
  }

  @Test
  void is_untouched_by_the_life_of_strangers() {
    var stranger = new AccountId("eve");
    assertThat(fold(stranger)).isEqualTo(Account.unknown(stranger));
  }

  @Test
  void has_a_standing_that_no_movement_of_money_changes() {
    var standing = AccountStanding.unknown(ANN);
    for (var event : LIFE.subList(0, 6)) {
      standing = standing.evolve(event);
    }
    assertThat(standing).isEqualTo(new AccountStanding(ANN, EUR, Status.FROZEN));
  }

  /** Nobody looks at the balance of an account that is credited, so nothing can stop this. */
  @Test
  void can_be_credited_for_ever() {
    var full = account(ANN, Status.OPEN, Long.MAX_VALUE, 0);

    var fuller = full.evolve(new MoneyTransferred(RENT, BOB, ANN, eur(Amounts.MAX), ""));

    assertThat(fuller.balance()).isEqualTo(new BigInteger("9223373036854775807"));
    assertThat(fuller.evolve(new MoneyWithdrawn(ANN, eur(Amounts.MAX), ""))).isEqualTo(full);
  }

  /**
   * Snapshots hold these texts. If one of them has to change, or the same events come to another
   * state, raise the fold's version; snapshots of the old one are then not used.
   */
  @Test
  void is_saved_in_a_form_that_changes_with_the_version_only() {
    var json = JsonMapper.builder().build();

    assertThat(json.readTree(json.writeValueAsString(fold(ANN))))
        .isEqualTo(
            json.readTree(
                """
                {"standing":{"id":"ann","currency":"EUR","status":"CLOSED"},
                 "overdraftLimit":70,"balance":50}
                """));
    assertThat(new AccountFold().version()).isEqualTo(1);
    assertThat(new AccountFold().name()).isEqualTo("payments.account");
    assertThat(new AccountStandingFold().version()).isEqualTo(1);
    assertThat(new AccountStandingFold().name()).isEqualTo("payments.account-standing");
  }

  private static Account fold(AccountId id) {
    var account = Account.unknown(id);
    for (var event : LIFE) {
      account = account.evolve(event);
    }
    return account;
  }
}
