package dev.annals.torture.reads;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.shared.Money;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.Tag;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** What happens to some accounts, at random. For one thread. */
final class Payments {

  static final int ACCOUNTS = 100;

  private static final int AMOUNT_MAX = 10_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Currency EUR = Currency.getInstance("EUR");
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final Random random;
  private long number;

  Payments(long seed) {
    this.random = new Random(seed);
  }

  List<Event> openings() {
    return IntStream.range(0, ACCOUNTS)
        .mapToObj(i -> new AccountOpened(account(i), "Owner " + i, EUR, 0))
        .map(opened -> event(opened, Set.of(tag(opened.accountId()))))
        .toList();
  }

  Event next() {
    var one = account(random.nextInt(ACCOUNTS));
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> event(new MoneyDeposited(one, amount(), "in"), Set.of(tag(one)));
      case 3, 4 -> event(new MoneyWithdrawn(one, amount(), "out"), Set.of(tag(one)));
      case 5 -> event(new AccountFrozen(one, "suspicion"), Set.of(tag(one)));
      case 6 -> event(new AccountUnfrozen(one, "cleared"), Set.of(tag(one)));
      default -> transfer(one);
    };
  }

  private Event transfer(AccountId debit) {
    var number = Integer.parseInt(debit.value().substring(1));
    var credit = account((number + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS);
    var id = new TransferId("t" + this.number);
    return event(
        new MoneyTransferred(id, debit, credit, amount(), "across"),
        Set.of(tag(debit), tag(credit), Tag.of(PaymentEvent.TRANSFER_TAG, id.value())));
  }

  private Event event(PaymentEvent payment, Set<Tag> tags) {
    var id = ++number;
    return new Event(
        new UUID(1, id),
        PaymentEvent.NAMESPACE + "." + payment.getClass().getSimpleName(),
        "1",
        BEGIN.plusMillis(id),
        tags,
        JSON.writeValueAsString(payment),
        Map.of());
  }

  private Money amount() {
    return new Money(1 + random.nextInt(AMOUNT_MAX), EUR);
  }

  private static AccountId account(int number) {
    return new AccountId("a" + number);
  }

  private static Tag tag(AccountId account) {
    return Tag.of(PaymentEvent.ACCOUNT_TAG, account.value());
  }
}
