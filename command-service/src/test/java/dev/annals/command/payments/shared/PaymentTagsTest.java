package dev.annals.command.payments.shared;

import static dev.annals.command.payments.PaymentsFixture.ANN;
import static dev.annals.command.payments.PaymentsFixture.BOB;
import static dev.annals.command.payments.PaymentsFixture.RENT;
import static dev.annals.command.payments.PaymentsFixture.eur;
import static dev.annals.command.payments.PaymentsFixture.opened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import java.util.stream.Stream;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaymentTagsTest {

  static Stream<PaymentEvent> eventsOfOneAccount() {
    return Stream.of(
        opened(ANN),
        new MoneyDeposited(ANN, eur(1), ""),
        new AccountFrozen(ANN, ""),
        new AccountUnfrozen(ANN, ""),
        new AccountClosed(ANN, ""));
  }

  @ParameterizedTest
  @MethodSource("eventsOfOneAccount")
  void an_event_of_one_account_is_found_by_it(PaymentEvent event) {
    assertThat(PaymentTags.of(event)).containsExactly(new Tag("accountId", "ann"));
  }

  @Test
  void a_withdrawal_is_found_among_the_debits_too() {
    assertThat(PaymentTags.of(new MoneyWithdrawn(ANN, eur(1), "")))
        .containsExactlyInAnyOrder(new Tag("accountId", "ann"), new Tag("debitAccountId", "ann"));
  }

  @Test
  void a_transfer_is_found_by_both_accounts_by_the_debit_and_by_its_own_id() {
    assertThat(PaymentTags.of(new MoneyTransferred(RENT, ANN, BOB, eur(1), "")))
        .containsExactlyInAnyOrder(
            new Tag("accountId", "ann"),
            new Tag("accountId", "bob"),
            new Tag("debitAccountId", "ann"),
            new Tag("transferId", "rent-1"));
  }
}
