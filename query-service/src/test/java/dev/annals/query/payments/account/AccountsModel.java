package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.AccountView;
import dev.annals.contracts.payments.AccountView.Status;
import dev.annals.contracts.payments.BalanceView;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Accounts in their plainest form, changed by one event after the other: what views must equal. */
final class AccountsModel {

  private final Map<AccountId, AccountView> accounts = new HashMap<>();
  private final Map<AccountId, BalanceView> balances = new HashMap<>();
  private final Map<AccountId, List<BigInteger>> balancesAfter = new HashMap<>();

  @Nullable AccountView account(AccountId id) {
    return accounts.get(id);
  }

  @Nullable BalanceView balance(AccountId id) {
    return balances.get(id);
  }

  /** After each movement; null if there is no such account. */
  @Nullable List<BigInteger> balancesAfter(AccountId id) {
    return balancesAfter.get(id);
  }

  void apply(PaymentEvent payment, Instant at, long position) {
    switch (payment) {
      case AccountOpened event -> open(event, at, position);
      case MoneyDeposited event -> move(event.accountId(), event.amount().minorUnits(), position);
      case MoneyWithdrawn event -> move(event.accountId(), -event.amount().minorUnits(), position);
      case MoneyTransferred event -> {
        move(event.debitAccountId(), -event.amount().minorUnits(), position);
        move(event.creditAccountId(), event.amount().minorUnits(), position);
      }
      case AccountFrozen event -> become(event.accountId(), Status.FROZEN, position);
      case AccountUnfrozen event -> become(event.accountId(), Status.OPEN, position);
      case AccountClosed event -> become(event.accountId(), Status.CLOSED, position);
    }
  }

  private void open(AccountOpened event, Instant at, long position) {
    var id = event.accountId();
    accounts.put(
        id,
        new AccountView(
            id,
            event.owner(),
            event.currency(),
            event.overdraftLimit(),
            BigInteger.ZERO,
            Status.OPEN,
            at,
            position,
            null));
    balances.put(id, new BalanceView(id, event.currency(), BigInteger.ZERO, position));
    balancesAfter.put(id, new ArrayList<>());
  }

  private void move(AccountId id, long amount, long position) {
    var account = Objects.requireNonNull(accounts.get(id));
    var balance = account.balance().add(BigInteger.valueOf(amount));
    accounts.put(id, changed(account, balance, account.status(), position));
    balances.put(id, new BalanceView(id, account.currency(), balance, position));
    Objects.requireNonNull(balancesAfter.get(id)).add(balance);
  }

  private void become(AccountId id, Status status, long position) {
    var account = Objects.requireNonNull(accounts.get(id));
    accounts.put(id, changed(account, account.balance(), status, position));
  }

  private static AccountView changed(
      AccountView account, BigInteger balance, Status status, long position) {
    return new AccountView(
        account.accountId(),
        account.owner(),
        account.currency(),
        account.overdraftLimit(),
        balance,
        status,
        account.openedAt(),
        position,
        null);
  }
}
