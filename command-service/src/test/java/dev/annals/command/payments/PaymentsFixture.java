package dev.annals.command.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.command.payments.shared.Account;
import dev.annals.command.payments.shared.AccountStanding;
import dev.annals.command.payments.shared.AccountStanding.Status;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentRejected;
import dev.annals.contracts.payments.PaymentRejected.Reason;
import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.shared.Money;
import dev.annals.eventstore.axon.AxonWiring;
import dev.annals.eventstore.log.InMemoryEventLog;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.test.fixture.AxonTestFixture;

/** Axon's fixture with payments as the service wires it, events through JSON and back included. */
public final class PaymentsFixture {

  public static final AccountId ANN = new AccountId("ann");
  public static final AccountId BOB = new AccountId("bob");
  public static final TransferId RENT = new TransferId("rent-1");
  public static final Currency EUR = Currency.getInstance("EUR");
  public static final Currency USD = Currency.getInstance("USD");

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  private PaymentsFixture() {}

  public static AxonTestFixture create() {
    return AxonTestFixture.with(
        AxonWiring.configurer(new InMemoryEventLog(NOON), List.of(new PaymentsModule())));
  }

  public static AccountOpened opened(AccountId id) {
    return new AccountOpened(id, "Ann Other", EUR, 0);
  }

  /** An account in euros. */
  public static Account account(AccountId id, Status status, long balance, long overdraftLimit) {
    return new Account(
        new AccountStanding(id, EUR, status), overdraftLimit, BigInteger.valueOf(balance));
  }

  public static Money eur(long minorUnits) {
    return new Money(minorUnits, EUR);
  }

  public static Money usd(long minorUnits) {
    return new Money(minorUnits, USD);
  }

  public static Consumer<Throwable> rejectedBecause(Reason reason) {
    return thrown ->
        assertThat(thrown)
            .isInstanceOfSatisfying(
                PaymentRejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(reason));
  }
}
