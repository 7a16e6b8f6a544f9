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
 * What can be known of an account without counting money: all that a credit depends on.
 *
 * @param currency null until the account is opened
 */
public record AccountStanding(AccountId id, @Nullable Currency currency, Status status) {

  /** Where an account is in its life. */
  public enum Status {
    UNKNOWN,
    OPEN,
    FROZEN,
    CLOSED
  }

  /** An account of which nothing has been heard. */
  public static AccountStanding unknown(AccountId id) {
    return new AccountStanding(id, null, Status.UNKNOWN);
  }

  /** This account after the event; the same if the event moves money or is about others only. */
  public AccountStanding evolve(PaymentEvent event) {
    return switch (event) {
      case AccountOpened opened when opened.accountId().equals(id) ->
          new AccountStanding(id, opened.currency(), Status.OPEN);
      case AccountFrozen frozen when frozen.accountId().equals(id) -> with(Status.FROZEN);
      case AccountUnfrozen unfrozen when unfrozen.accountId().equals(id) -> with(Status.OPEN);
      case AccountClosed closed when closed.accountId().equals(id) -> with(Status.CLOSED);
      case AccountOpened _,
          AccountFrozen _,
          AccountUnfrozen _,
          AccountClosed _,
          MoneyDeposited _,
          MoneyWithdrawn _,
          MoneyTransferred _ ->
          this;
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

  private AccountStanding with(Status next) {
    return new AccountStanding(id, currency, next);
  }
}
