package dev.annals.benchmarks.store;

import dev.annals.command.payments.shared.PaymentTags;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.shared.Money;
import dev.annals.eventstore.axon.JacksonConverter;
import dev.annals.eventstore.axon.Provenance;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * What happens to accounts in the course of time: one is opened every now and then, and money
 * comes, goes, and moves between any two of them. The same events each time, stored as the product
 * stores them. For one thread.
 */
public final class PaymentHistory {

  private static final JsonMapper JSON = JacksonConverter.storedJson();
  private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");
  private static final Duration BETWEEN = Duration.ofMillis(137);
  private static final String REVISION = "1";
  private static final String EURO = "EUR";
  private static final int AMOUNT_MAX = 100_000;
  private static final int IN_FLIGHT_MAX = 4;
  private static final Map<String, String> WHO =
      Map.of(
          Provenance.ACTOR, "teller-7",
          Provenance.SOURCE_ADDRESS, "192.0.2.7",
          Provenance.TRACE_ID, "4bf92f3577b34da6a3ce929d0e0e4736");

  private static final int OPENED_PERCENT = 5;
  private static final int DEPOSITED_PERCENT = 40;
  private static final int WITHDRAWN_PERCENT = 70;

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<AccountId> accounts = new ArrayList<>();
  private long events;
  private long movements;

  /** Appends the next so many events. */
  public void write(EventLog log, long count) {
    Queue<CompletableFuture<AppendResult>> inFlight = new ArrayDeque<>();
    for (var left = count; left > 0; left -= EventLog.APPEND_EVENTS_MAX) {
      if (inFlight.size() == IN_FLIGHT_MAX) {
        inFlight.remove().join();
      }
      var batch = next((int) Math.min(left, EventLog.APPEND_EVENTS_MAX));
      inFlight.add(log.append(batch, AppendCondition.none()));
    }
    inFlight.forEach(CompletableFuture::join);
  }

  /** Accounts opened so far. */
  public long accounts() {
    return accounts.size();
  }

  /** How often money has reached or left an account so far; a transfer does both. */
  public long movements() {
    return movements;
  }

  private List<Event> next(int count) {
    var batch = new ArrayList<Event>(count);
    for (var i = 0; i < count; i++) {
      batch.add(stored(next()));
    }
    return batch;
  }

  private PaymentEvent next() {
    var dice = random.nextInt(100);
    if (accounts.size() < 2 || dice < OPENED_PERCENT) {
      return opened();
    }
    movements++;
    var amount = Money.of(random.nextInt(1, AMOUNT_MAX), EURO);
    if (dice < DEPOSITED_PERCENT) {
      return new MoneyDeposited(any(), amount, "Salary " + random.nextInt(AMOUNT_MAX));
    }
    if (dice < WITHDRAWN_PERCENT) {
      return new MoneyWithdrawn(any(), amount, "Card payment " + random.nextInt(AMOUNT_MAX));
    }
    return transferred(amount);
  }

  private AccountOpened opened() {
    var number = "DE%020d".formatted(random.nextLong(Long.MAX_VALUE));
    var account = new AccountId(number);
    accounts.add(account);
    return new AccountOpened(
        account, "Owner of " + number, Money.of(0, EURO).currency(), AMOUNT_MAX);
  }

  private MoneyTransferred transferred(Money amount) {
    movements++;
    var debit = random.nextInt(accounts.size());
    var credit = (debit + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
    return new MoneyTransferred(
        new TransferId(id().toString()),
        accounts.get(debit),
        accounts.get(credit),
        amount,
        "Invoice " + random.nextInt(AMOUNT_MAX));
  }

  private AccountId any() {
    return accounts.get(random.nextInt(accounts.size()));
  }

  private Event stored(PaymentEvent payment) {
    return new Event(
        id(),
        type(payment),
        REVISION,
        BEGIN.plus(BETWEEN.multipliedBy(events++)),
        PaymentTags.of(payment).stream()
            .map(tag -> Tag.of(tag.key(), tag.value()))
            .collect(Collectors.toUnmodifiableSet()),
        JSON.writeValueAsString(payment),
        WHO);
  }

  private static String type(PaymentEvent payment) {
    return PaymentEvent.TYPES.entrySet().stream()
        .filter(entry -> entry.getValue() == payment.getClass())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
