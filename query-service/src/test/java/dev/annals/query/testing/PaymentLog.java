package dev.annals.query.testing;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.shared.Money;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.privacy.PayloadProtection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/** Writes payments to a log as the command service does, without deciding anything. */
public final class PaymentLog {

  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  public static final Map<String, String> PROVENANCE =
      Map.of(
          "actor", "anonymous",
          "correlationId", "correlation-1",
          "causationId", "cause-1",
          "commandId", "command-1",
          "sourceAddress", "127.0.0.1");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Currency EUR = Currency.getInstance("EUR");

  private final EventLog log;
  private final PayloadProtection protection;
  private final AtomicLong ids = new AtomicLong();

  /** Writes what is personal as it was written before there were keys. */
  public PaymentLog(EventLog log) {
    this(log, PayloadProtection.NONE);
  }

  public PaymentLog(EventLog log, PayloadProtection protection) {
    this.log = log;
    this.protection = protection;
  }

  public static AccountId account(String id) {
    return new AccountId(id);
  }

  public static Money eur(long minorUnits) {
    return new Money(minorUnits, EUR);
  }

  public static AccountOpened opened(String id) {
    return new AccountOpened(account(id), "Owner of " + id, EUR, 500);
  }

  public static MoneyDeposited deposited(String id, long amount) {
    return new MoneyDeposited(account(id), eur(amount), "deposit");
  }

  public static MoneyWithdrawn withdrawn(String id, long amount) {
    return new MoneyWithdrawn(account(id), eur(amount), "withdrawal");
  }

  public static MoneyTransferred transferred(String id, String debit, String credit, long amount) {
    return new MoneyTransferred(
        new TransferId(id), account(debit), account(credit), eur(amount), "transfer");
  }

  public static AccountFrozen frozen(String id) {
    return new AccountFrozen(account(id), "suspicion");
  }

  public static AccountUnfrozen unfrozen(String id) {
    return new AccountUnfrozen(account(id), "cleared");
  }

  public static AccountClosed closed(String id) {
    return new AccountClosed(account(id), "moved away");
  }

  /** Appends in one go; returns the position of the last one. */
  public SequencePosition append(PaymentEvent... payments) {
    return append(List.of(payments));
  }

  public SequencePosition append(List<? extends PaymentEvent> payments) {
    var events = payments.stream().map(this::event).toList();
    for (var from = 0; from < events.size(); from += EventLog.APPEND_EVENTS_MAX) {
      var to = Math.min(from + EventLog.APPEND_EVENTS_MAX, events.size());
      log.append(events.subList(from, to), AppendCondition.none()).join();
    }
    return log.head();
  }

  private Event event(PaymentEvent payment) {
    var id = ids.incrementAndGet();
    var type = PaymentEvent.NAMESPACE + "." + payment.getClass().getSimpleName();
    return new Event(
        new UUID(1, id),
        type,
        "1",
        NOON.plusSeconds(id),
        tags(payment),
        protection.protect(type, JSON.writeValueAsString(payment)),
        PROVENANCE);
  }

  private static Set<Tag> tags(PaymentEvent payment) {
    return switch (payment) {
      case AccountOpened event -> Set.of(tag(event.accountId()));
      case MoneyDeposited event -> Set.of(tag(event.accountId()));
      case MoneyWithdrawn event -> Set.of(tag(event.accountId()));
      case AccountFrozen event -> Set.of(tag(event.accountId()));
      case AccountUnfrozen event -> Set.of(tag(event.accountId()));
      case AccountClosed event -> Set.of(tag(event.accountId()));
      case MoneyTransferred event ->
          Set.of(
              tag(event.debitAccountId()),
              tag(event.creditAccountId()),
              Tag.of(PaymentEvent.TRANSFER_TAG, event.transferId().value()));
    };
  }

  private static Tag tag(AccountId account) {
    return Tag.of(PaymentEvent.ACCOUNT_TAG, account.value());
  }

  /** Some accounts, and then money going everywhere; the same every time. */
  public static List<PaymentEvent> history(int accounts, int movements) {
    var history = new ArrayList<PaymentEvent>();
    for (var i = 0; i < accounts; i++) {
      history.add(opened("a" + i));
    }
    for (var i = 0; i < movements; i++) {
      var one = "a" + (i * 7 % accounts);
      var other = "a" + ((i * 7 + 1 + i % (accounts - 1)) % accounts);
      history.add(
          switch (i % 5) {
            case 0 -> deposited(one, 100 + i);
            case 1 -> withdrawn(one, 1 + i % 50);
            case 2 -> i % 2 == 0 ? frozen(one) : unfrozen(one);
            default -> transferred("t" + i, one, other, 1 + i % 30);
          });
    }
    return history;
  }
}
