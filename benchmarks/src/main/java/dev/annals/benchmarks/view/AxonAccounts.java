package dev.annals.benchmarks.view;

import dev.annals.benchmarks.view.AxonHandlers.Moment;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;

/** One row per account, as a user of Axon writes it. */
final class AxonAccounts {

  private AxonAccounts() {}

  static void register(AxonHandlers handlers) {
    handlers
        .on(AccountOpened.TYPE, AccountOpened.class, AxonAccounts::open)
        .on(
            MoneyDeposited.TYPE,
            MoneyDeposited.class,
            (event, moment, database) ->
                move(event.accountId(), event.amount().minorUnits(), moment, database))
        .on(
            MoneyWithdrawn.TYPE,
            MoneyWithdrawn.class,
            (event, moment, database) ->
                move(event.accountId(), -event.amount().minorUnits(), moment, database))
        .on(MoneyTransferred.TYPE, MoneyTransferred.class, AxonAccounts::transfer);
  }

  private static void open(AccountOpened event, Moment moment, Connection database)
      throws SQLException {
    try (var insert = database.prepareStatement(AxonViewSql.INSERT_ACCOUNT)) {
      insert.setString(1, event.accountId().value());
      insert.setString(2, event.owner());
      insert.setString(3, event.currency().getCurrencyCode());
      insert.setLong(4, event.overdraftLimit());
      insert.setObject(5, moment.at().atOffset(ZoneOffset.UTC));
      insert.setLong(6, moment.position());
      insert.executeUpdate();
    }
  }

  private static void transfer(MoneyTransferred event, Moment moment, Connection database)
      throws SQLException {
    var amount = event.amount().minorUnits();
    move(event.debitAccountId(), -amount, moment, database);
    move(event.creditAccountId(), amount, moment, database);
  }

  private static void move(AccountId account, long amount, Moment moment, Connection database)
      throws SQLException {
    try (var update = database.prepareStatement(AxonViewSql.UPDATE_ACCOUNT)) {
      update.setLong(1, amount);
      update.setLong(2, moment.position());
      update.setString(3, account.value());
      update.executeUpdate();
    }
  }
}
