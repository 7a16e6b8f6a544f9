package dev.annals.contracts.payments;

import dev.annals.contracts.shared.Money;
import dev.annals.contracts.shared.Personal;
import java.util.Currency;
import java.util.Map;
import org.axonframework.messaging.eventhandling.annotation.Event;

/**
 * Everything that can happen to accounts and transfers. Stored forever: only add. What is {@link
 * Personal} is stored encrypted.
 */
public sealed interface PaymentEvent {

  String NAMESPACE = "payments";

  /** Key of the tag that every event carries for each account it touches. */
  String ACCOUNT_TAG = "accountId";

  /**
   * Key of the tag that every event carries, in addition, for the account it takes money from: what
   * an account can pay is threatened by these alone.
   */
  String DEBIT_ACCOUNT_TAG = "debitAccountId";

  /** Key of the tag of a transfer's events. */
  String TRANSFER_TAG = "transferId";

  /** Stored type name to payload class: the catalogue that readers decode by. */
  Map<String, Class<? extends PaymentEvent>> TYPES =
      Map.of(
          AccountOpened.TYPE, AccountOpened.class,
          MoneyDeposited.TYPE, MoneyDeposited.class,
          MoneyWithdrawn.TYPE, MoneyWithdrawn.class,
          MoneyTransferred.TYPE, MoneyTransferred.class,
          AccountFrozen.TYPE, AccountFrozen.class,
          AccountUnfrozen.TYPE, AccountUnfrozen.class,
          AccountClosed.TYPE, AccountClosed.class);

  /**
   * The start: an empty account exists.
   *
   * @param owner the holder's name
   * @param overdraftLimit how far below zero the balance may go, in minor units; never negative
   */
  @Event(namespace = NAMESPACE, name = "AccountOpened", version = "1")
  record AccountOpened(
      AccountId accountId,
      @Personal(subject = "accountId") String owner,
      Currency currency,
      long overdraftLimit)
      implements PaymentEvent {

    public static final String TYPE = NAMESPACE + ".AccountOpened";
  }

  /**
   * Money came in from outside.
   *
   * @param reference the client's own words for the statement; may be empty
   */
  @Event(namespace = NAMESPACE, name = "MoneyDeposited", version = "1")
  record MoneyDeposited(
      AccountId accountId, Money amount, @Personal(subject = "accountId") String reference)
      implements PaymentEvent {

    public static final String TYPE = NAMESPACE + ".MoneyDeposited";
  }

  /**
   * Money went out.
   *
   * @param reference the client's own words for the statement; may be empty
   */
  @Event(namespace = NAMESPACE, name = "MoneyWithdrawn", version = "1")
  record MoneyWithdrawn(
      AccountId accountId, Money amount, @Personal(subject = "accountId") String reference)
      implements PaymentEvent {

    public static final String TYPE = NAMESPACE + ".MoneyWithdrawn";
  }

  /**
   * One event for both accounts, so that money cannot leave one without reaching the other.
   *
   * @param reference the client's own words for both statements, who is taken for the one that
   *     pays; may be empty
   */
  @Event(namespace = NAMESPACE, name = "MoneyTransferred", version = "1")
  record MoneyTransferred(
      TransferId transferId,
      AccountId debitAccountId,
      AccountId creditAccountId,
      Money amount,
      @Personal(subject = "debitAccountId") String reference)
      implements PaymentEvent {

    public static final String TYPE = NAMESPACE + ".MoneyTransferred";
  }

  /** Nothing may leave or reach the account until it is unfrozen. */
  @Event(namespace = NAMESPACE, name = "AccountFrozen", version = "1")
  record AccountFrozen(AccountId accountId, @Personal(subject = "accountId") String reason)
      implements PaymentEvent {

    public static final String TYPE = NAMESPACE + ".AccountFrozen";
  }

  @Event(namespace = NAMESPACE, name = "AccountUnfrozen", version = "1")
  record AccountUnfrozen(AccountId accountId, @Personal(subject = "accountId") String reason)
      implements PaymentEvent {

    public static final String TYPE = NAMESPACE + ".AccountUnfrozen";
  }

  /** The end: a closed account never opens again. */
  @Event(namespace = NAMESPACE, name = "AccountClosed", version = "1")
  record AccountClosed(AccountId accountId, @Personal(subject = "accountId") String reason)
      implements PaymentEvent {

    public static final String TYPE = NAMESPACE + ".AccountClosed";
  }
}
