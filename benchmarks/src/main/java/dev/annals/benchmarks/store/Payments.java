package dev.annals.benchmarks.store;

import dev.annals.command.payments.PaymentsModule;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentCommand;
import dev.annals.contracts.payments.PaymentCommand.DepositMoney;
import dev.annals.contracts.payments.PaymentCommand.OpenAccount;
import dev.annals.contracts.payments.PaymentCommand.TransferMoney;
import dev.annals.contracts.payments.PaymentCommand.WithdrawMoney;
import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.shared.Money;
import dev.annals.eventstore.axon.AxonModule;
import dev.annals.eventstore.axon.AxonWiring;
import dev.annals.eventstore.axon.CommandDispatcher;
import dev.annals.eventstore.axon.CommandResult.Accepted;
import dev.annals.eventstore.axon.DispatchLimits;
import dev.annals.eventstore.axon.Provenance;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.axonframework.common.configuration.AxonConfiguration;
import org.jspecify.annotations.Nullable;

/** The product's payments on a log: whole decisions, as a request has them made, without HTTP. */
public final class Payments implements AutoCloseable {

  private static final String EURO = "EUR";
  private static final long WEALTH = 1_000_000_000;
  private static final Money CENT = Money.of(1, EURO);
  private static final Map<String, String> WHO =
      Map.of(
          Provenance.ACTOR, "teller-7",
          Provenance.SOURCE_ADDRESS, "192.0.2.7",
          Provenance.TRACE_ID, "4bf92f3577b34da6a3ce929d0e0e4736");

  private final EventLog log;
  private final AxonConfiguration axon;
  private final CommandDispatcher dispatcher;
  private final SplittableRandom ids = new SplittableRandom(System.nanoTime());
  private final AtomicLong serial = new AtomicLong();
  private final String run = Long.toHexString(ids.nextLong());

  private Payments(EventLog log, AxonConfiguration axon, CommandDispatcher dispatcher) {
    this.log = log;
    this.axon = axon;
    this.dispatcher = dispatcher;
  }

  /** Payments on this log, which stays the caller's to close. */
  public static Payments on(EventLog log) {
    var axon = AxonWiring.configurer(log, List.<AxonModule>of(new PaymentsModule())).build();
    axon.start();
    return new Payments(log, axon, AxonWiring.dispatcher(axon, log, DispatchLimits.defaults()));
  }

  public EventLog log() {
    return log;
  }

  /**
   * Makes accounts that have a history of so many events each and can pay nearly for ever. For one
   * thread.
   */
  public List<AccountId> accounts(int count, int historyEvents) {
    var prototype = new AccountId(fresh("prototype"));
    var before = log.head();
    execute(
        new OpenAccount(prototype, "Owner", Money.of(1, EURO).currency(), WEALTH), prototype, null);
    execute(new DepositMoney(prototype, CENT, "salary"), prototype, null);
    var pair = log.read(EventQuery.all(), before, 2).stream().map(SequencedEvent::event).toList();
    var accounts = new ArrayList<AccountId>();
    for (var i = 0; i < count; i++) {
      accounts.add(new AccountId(fresh("account")));
    }
    new History(prototype, pair.getFirst(), pair.getLast()).write(accounts, historyEvents);
    return accounts;
  }

  /** Decides on the account's whole history and appends one event. */
  public int withdraw(AccountId account) {
    return execute(new WithdrawMoney(account, CENT, "coffee"), account, null);
  }

  /** As {@link #withdraw}, with an idempotency key, as a request over HTTP brings it. */
  public int withdrawOnce(AccountId account) {
    var key = new IdempotencyRecord(fresh("key"), "fingerprint", "");
    return execute(new WithdrawMoney(account, CENT, "coffee"), account, key);
  }

  /** Decides on the payer's history and the payee's status and appends one event. */
  public int transfer(AccountId payer, AccountId payee) {
    var id = new TransferId(fresh("transfer"));
    return execute(new TransferMoney(id, payer, payee, CENT, "invoice"), payer, null);
  }

  private int execute(
      PaymentCommand command, AccountId decidedUpon, @Nullable IdempotencyRecord key) {
    var result = dispatcher.dispatch(command, WHO, key, decidedUpon.value());
    if (result instanceof Accepted) {
      return 1;
    }
    throw new IllegalStateException("Not accepted: " + result);
  }

  private String fresh(String what) {
    return what + "-" + run + "-" + serial.incrementAndGet();
  }

  @Override
  public void close() {
    axon.shutdown();
  }

  /** Writes histories by copying two events that the payments themselves have stored. */
  private final class History {

    private final AccountId prototype;
    private final Event opened;
    private final Event deposited;
    private final List<Event> batch = new ArrayList<>();

    History(AccountId prototype, Event opened, Event deposited) {
      this.prototype = prototype;
      this.opened = opened;
      this.deposited = deposited;
    }

    void write(List<AccountId> accounts, int events) {
      accounts.forEach(account -> add(opened, account));
      for (var i = 1; i < events; i++) {
        accounts.forEach(account -> add(deposited, account));
      }
      flush();
    }

    private void add(Event event, AccountId account) {
      batch.add(copy(event, account));
      if (batch.size() == EventLog.APPEND_EVENTS_MAX) {
        flush();
      }
    }

    private void flush() {
      if (!batch.isEmpty()) {
        log.append(batch, AppendCondition.none()).join();
        batch.clear();
      }
    }

    private Event copy(Event event, AccountId account) {
      return new Event(
          new UUID(ids.nextLong(), ids.nextLong()),
          event.type(),
          event.revision(),
          event.occurredAt(),
          event.tags().stream()
              .map(tag -> new Tag(renamed(tag.text(), account)))
              .collect(Collectors.toSet()),
          renamed(event.payload(), account),
          event.metadata());
    }

    private String renamed(String text, AccountId account) {
      return text.replace(prototype.value(), account.value());
    }
  }
}
