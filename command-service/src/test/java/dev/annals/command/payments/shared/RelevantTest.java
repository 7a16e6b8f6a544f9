package dev.annals.command.payments.shared;

import static dev.annals.command.payments.PaymentsFixture.ANN;
import static dev.annals.command.payments.PaymentsFixture.BOB;
import static dev.annals.command.payments.PaymentsFixture.RENT;
import static dev.annals.command.payments.PaymentsFixture.eur;
import static dev.annals.command.payments.PaymentsFixture.opened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.Test;

class RelevantTest {

  /** One of each, all about Ann; a transfer is there twice, in and out. */
  private static final List<PaymentEvent> ABOUT_ANN =
      List.of(
          opened(ANN),
          new MoneyDeposited(ANN, eur(1), ""),
          new MoneyWithdrawn(ANN, eur(1), ""),
          new MoneyTransferred(RENT, ANN, BOB, eur(1), ""),
          new MoneyTransferred(RENT, BOB, ANN, eur(1), ""),
          new AccountFrozen(ANN, ""),
          new AccountUnfrozen(ANN, ""),
          new AccountClosed(ANN, ""));

  @Test
  void knows_every_kind_of_event() {
    assertThat(ABOUT_ANN.stream().map(Object::getClass).distinct())
        .hasSameElementsAs(Arrays.asList(PaymentEvent.class.getPermittedSubclasses()));
  }

  @Test
  void all_of_it_is_history() {
    assertThat(ABOUT_ANN).allMatch(event -> matches(Relevant::history, event));
  }

  @Test
  void nothing_that_moves_money_changes_the_status() {
    assertThat(ABOUT_ANN)
        .filteredOn(event -> matches(Relevant::status, event))
        .extracting(PaymentEvent::getClass)
        .isEqualTo(
            List.of(
                PaymentEvent.AccountOpened.class,
                AccountFrozen.class,
                AccountUnfrozen.class,
                AccountClosed.class));
  }

  /** The balance after each of the others is at least what it was. */
  @Test
  void what_money_can_leave_is_broken_by_debits_and_by_the_status() {
    assertThat(ABOUT_ANN)
        .filteredOn(event -> !matches(Relevant::debits, event))
        .isEqualTo(
            List.of(
                new MoneyDeposited(ANN, eur(1), ""),
                new MoneyTransferred(RENT, BOB, ANN, eur(1), "")));
  }

  /** Whatever the fold finds to take money is what breaks a debit: no debit may be forgotten. */
  @Test
  void an_event_that_lowers_the_balance_breaks_a_debit() {
    assertThat(ABOUT_ANN)
        .filteredOn(event -> Account.unknown(ANN).evolve(event).balance().signum() < 0)
        .hasSize(2)
        .allMatch(event -> matches(Relevant::debits, event));
  }

  private static boolean matches(Function<AccountId, EventCriteria> query, PaymentEvent event) {
    var name = event.getClass().getAnnotation(Event.class);
    return query
        .apply(ANN)
        .matches(new QualifiedName(name.namespace(), name.name()), PaymentTags.of(event));
  }
}
