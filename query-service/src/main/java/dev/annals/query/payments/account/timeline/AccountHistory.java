package dev.annals.query.payments.account.timeline;

import dev.annals.contracts.payments.AccountView;
import dev.annals.eventstore.log.SequencePosition;
import java.math.BigInteger;
import java.util.List;

/**
 * A part of an account's history.
 *
 * @param account as of {@code asOf}
 * @param after where this part begins: it has the account's events behind this position
 * @param before the balance there
 * @param steps the events, in order
 * @param isWhole whether it goes as far as {@code asOf}; if not, more events follow the last one
 */
record AccountHistory(
    AccountView account,
    SequencePosition asOf,
    SequencePosition after,
    BigInteger before,
    List<Step> steps,
    boolean isWhole) {

  /** The same in other words. */
  AccountHistory with(AccountView told, List<Step> said) {
    return new AccountHistory(told, asOf, after, before, said, isWhole);
  }

  /** The balance after the last event of this part. */
  BigInteger end() {
    return steps.isEmpty() ? before : steps.getLast().after();
  }
}
