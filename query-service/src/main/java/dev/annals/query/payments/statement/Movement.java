package dev.annals.query.payments.statement;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.StatementEntry.Kind;
import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.shared.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money that reached or left one account.
 *
 * @param amount negative when money left
 * @param transfer null if it is none
 */
record Movement(
    AccountId accountId,
    When when,
    Kind kind,
    Money amount,
    @Nullable Transfer transfer,
    String reference) {

  record When(long position, Instant at) {}

  record Transfer(TransferId id, AccountId counterparty) {}

  long minorUnits() {
    return amount.minorUnits();
  }

  long position() {
    return when.position();
  }

  @Nullable String counterparty() {
    return transfer == null ? null : transfer.counterparty().value();
  }

  @Nullable String transferId() {
    return transfer == null ? null : transfer.id().value();
  }
}
