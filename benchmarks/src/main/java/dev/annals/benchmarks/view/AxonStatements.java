package dev.annals.benchmarks.view;

import dev.annals.benchmarks.view.AxonHandlers.Moment;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import dev.annals.contracts.payments.StatementEntry.Kind;
import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.shared.Money;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** One row per movement of money and account, as a user of Axon writes it. */
final class AxonStatements {

  private AxonStatements() {}

  /** One side of a movement; the transfer and the other account only if there is one. */
  private record Entry(
      AccountId account,
      Kind kind,
      Money amount,
      @Nullable AccountId counterparty,
      @Nullable TransferId transfer,
      String reference) {}

  static void register(AxonHandlers handlers) {
    handlers
        .on(AccountOpened.TYPE, AccountOpened.class, AxonStatements::open)
        .on(MoneyDeposited.TYPE, MoneyDeposited.class, AxonStatements::deposit)
        .on(MoneyWithdrawn.TYPE, MoneyWithdrawn.class, AxonStatements::withdraw)
        .on(MoneyTransferred.TYPE, MoneyTransferred.class, AxonStatements::transfer);
  }

  private static void open(AccountOpened event, Moment moment, Connection database)
      throws SQLException {
    try (var insert = database.prepareStatement(AxonViewSql.INSERT_STATUS)) {
      insert.setString(1, event.accountId().value());
      insert.setLong(2, moment.position());
      insert.setObject(3, moment.at().atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  private static void deposit(MoneyDeposited event, Moment moment, Connection database)
      throws SQLException {
    var entry =
        new Entry(event.accountId(), Kind.DEPOSIT, event.amount(), null, null, event.reference());
    insert(entry, moment, database);
  }

  private static void withdraw(MoneyWithdrawn event, Moment moment, Connection database)
      throws SQLException {
    var amount = negative(event.amount());
    var entry =
        new Entry(event.accountId(), Kind.WITHDRAWAL, amount, null, null, event.reference());
    insert(entry, moment, database);
  }

  private static void transfer(MoneyTransferred event, Moment moment, Connection database)
      throws SQLException {
    var debit = event.debitAccountId();
    var credit = event.creditAccountId();
    var transfer = event.transferId();
    var taken = negative(event.amount());
    insert(
        new Entry(debit, Kind.TRANSFER_OUT, taken, credit, transfer, event.reference()),
        moment,
        database);
    insert(
        new Entry(credit, Kind.TRANSFER_IN, event.amount(), debit, transfer, event.reference()),
        moment,
        database);
  }

  private static Money negative(Money amount) {
    return new Money(-amount.minorUnits(), amount.currency());
  }

  private static void insert(Entry entry, Moment moment, Connection database) throws SQLException {
    try (var insert = database.prepareStatement(AxonViewSql.INSERT_ENTRY)) {
      insert.setString(1, entry.account().value());
      insert.setLong(2, moment.position());
      insert.setObject(3, moment.at().atOffset(ZoneOffset.UTC));
      insert.setString(4, entry.kind().name());
      insert.setLong(5, entry.amount().minorUnits());
      insert.setString(6, entry.amount().currency().getCurrencyCode());
      insert.setString(7, entry.counterparty() == null ? null : entry.counterparty().value());
      insert.setString(8, entry.transfer() == null ? null : entry.transfer().value());
      insert.setString(9, entry.reference());
      insert.executeUpdate();
    }
  }
}
