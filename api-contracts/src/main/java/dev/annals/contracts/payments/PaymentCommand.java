package dev.annals.contracts.payments;

import dev.annals.contracts.shared.Money;
import dev.annals.contracts.shared.Personal;
import java.util.Currency;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Everything that can be asked of payments. Each is answered by events or by a {@link
 * PaymentRejected}.
 */
public sealed interface PaymentCommand {

  String NAMESPACE = PaymentEvent.NAMESPACE;

  /** Longest owner, reference or reason, in characters. */
  int TEXT_LENGTH_MAX = 140;

  @Command(namespace = NAMESPACE, name = "OpenAccount")
  record OpenAccount(
      AccountId accountId,
      @Personal(subject = "accountId") String owner,
      Currency currency,
      long overdraftLimit)
      implements PaymentCommand {}

  @Command(namespace = NAMESPACE, name = "DepositMoney")
  record DepositMoney(
      AccountId accountId, Money amount, @Personal(subject = "accountId") String reference)
      implements PaymentCommand {}

  @Command(namespace = NAMESPACE, name = "WithdrawMoney")
  record WithdrawMoney(
      AccountId accountId, Money amount, @Personal(subject = "accountId") String reference)
      implements PaymentCommand {}

  @Command(namespace = NAMESPACE, name = "TransferMoney")
  record TransferMoney(
      TransferId transferId,
      AccountId debitAccountId,
      AccountId creditAccountId,
      Money amount,
      @Personal(subject = "debitAccountId") String reference)
      implements PaymentCommand {}

  @Command(namespace = NAMESPACE, name = "FreezeAccount")
  record FreezeAccount(AccountId accountId, @Personal(subject = "accountId") String reason)
      implements PaymentCommand {}

  @Command(namespace = NAMESPACE, name = "UnfreezeAccount")
  record UnfreezeAccount(AccountId accountId, @Personal(subject = "accountId") String reason)
      implements PaymentCommand {}

  @Command(namespace = NAMESPACE, name = "CloseAccount")
  record CloseAccount(AccountId accountId, @Personal(subject = "accountId") String reason)
      implements PaymentCommand {}
}
