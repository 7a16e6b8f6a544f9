package dev.annals.query.payments.account.timeline;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.AccountView;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.query.web.AsOf;
import dev.annals.query.web.Found;
import dev.annals.query.web.Projected;

/** The view of accounts, now and as of any position. */
public interface PastAccounts {

  /** How far the view is. */
  ProjectionProgress progress();

  Projected<Found<AccountView>> account(AccountId accountId, AsOf moment);

  /**
   * What was found.
   *
   * @throws dev.annals.web.ProblemException if the account does not exist, or did not then
   */
  <T> T require(AccountId accountId, Found<T> found);
}
