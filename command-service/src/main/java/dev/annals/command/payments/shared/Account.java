package dev.annals.command.payments.shared;

import static dev.annals.contracts.payments.PaymentRejected.Reason.ACCOUNT_CLOSED;
import static dev.annals.contracts.payments.PaymentRejected.Reason.ACCOUNT_FROZEN;
import static dev.annals.contracts.payments.PaymentRejected.Reason.CURRENCY_MISMATCH;
import static dev.annals.contracts.payments.PaymentRejected.Reason.UNKNOWN_ACCOUNT;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import dev.annals.contracts.payments.PaymentRejected;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * One account as far as the events shown to it tell.
 *
 * @param currency null until the account is opened
 * @param overdraftLimit how far below zero the balance may go, in minor units
 * @param balance in minor units
 */
public record Account(
    AccountId id, @Nullable Currency currency, long overdraftLimit, long balance, Status status) {

  /** Where an account is in its life. */
  public enum Status {
    UNKNOWN,
    OPEN,
    FROZEN,
    CLOSED
  }

  /** An account of which nothing has been heard. */
  public static Account unknown(AccountId id) {
    return new Account(id, null, 0, 0, Status.UNKNOWN);
  }

  /** This account after the event; the same if the event is about other accounts only. */
  public Account evolve(PaymentEvent event) {
    return switch (event) {
      case AccountOpened opened when opened.accountId().equals(id) ->
          new Account(id, opened.currency(), opened.overdraftLimit(), 0, Status.OPEN);
      case MoneyDeposited in when in.accountId().equals(id) -> moved(in.amount().minorUnits());
      case MoneyWithdrawn out when out.accountId().equals(id) -> moved(-out.amount().minorUnits());
      case MoneyTransferred transfer -> transferred(transfer);
      case AccountFrozen frozen when frozen.accountId().equals(id) -> withStatus(Status.FROZEN);
      case AccountUnfrozen unfrozen when unfrozen.accountId().equals(id) -> withStatus(Status.OPEN);
      case AccountClosed closed when closed.accountId().equals(id) -> withStatus(Status.CLOSED);
      case AccountOpened _,
          MoneyDeposited _,
          MoneyWithdrawn _,
          AccountFrozen _,
          AccountUnfrozen _,
          AccountClosed _ ->
          this;
    };
  }

  /** As {@link #evolve}, but deaf to movements of money, whose history may be incomplete. */
  public Account evolveStatus(PaymentEvent event) {
    return switch (event) {
      case MoneyDeposited _, MoneyWithdrawn _, MoneyTransferred _ -> this;
      case AccountOpened _, AccountFrozen _, AccountUnfrozen _, AccountClosed _ -> evolve(event);
    };
  }

  /** Rejects unless money may move in and out. */
  public void requireActive() {
    requireNotClosed();
    if (status == Status.FROZEN) {
      throw new PaymentRejected(ACCOUNT_FROZEN, "Account %s is frozen.".formatted(id));
    }
  }

  /** Rejects unless the account exists and may still change. */
  public void requireNotClosed() {
    if (status == Status.UNKNOWN) {
      throw new PaymentRejected(UNKNOWN_ACCOUNT, "There is no account %s.".formatted(id));
    }
    if (status == Status.CLOSED) {
      throw new PaymentRejected(ACCOUNT_CLOSED, "Account %s is closed.".formatted(id));
    }
  }

  /** Rejects unless the account is kept in this currency. */
  public void requireCurrency(Currency wanted) {
    if (!wanted.equals(currency)) {
      throw new PaymentRejected(
          CURRENCY_MISMATCH, "Account %s is kept in %s, not %s.".formatted(id, currency, wanted));
    }
  }

  private Account transferred(MoneyTransferred transfer) {
    if (transfer.debitAccountId().equals(id)) {
      return moved(-transfer.amount().minorUnits());
    }
    return transfer.creditAccountId().equals(id) ? moved(transfer.amount().minorUnits()) : this;
  }

  private Account moved(long minorUnits) {
    return new Account(id, currency, overdraftLimit, Math.addExact(balance, minorUnits), status);
  }

  private Account withStatus(Status next) {
    return new Account(id, currency, overdraftLimit, balance, next);
  }
}
