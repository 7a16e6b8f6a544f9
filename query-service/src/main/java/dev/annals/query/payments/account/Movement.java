package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.StatementEntry.Kind;
import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * Money that reached or left one account.
 *
 * @param amount negative when money left
 * @param transfer null unless another account is concerned
 */
record Movement(
    Moment when, Kind kind, Money amount, @Nullable Transfer transfer, String reference) {

  record Transfer(TransferId id, AccountId counterparty) {}

  long minorUnits() {
    return amount.minorUnits();
  }

  @Nullable String counterparty() {
    return transfer == null ? null : transfer.counterparty().value();
  }

  @Nullable String transferId() {
    return transfer == null ? null : transfer.id().value();
  }
}
