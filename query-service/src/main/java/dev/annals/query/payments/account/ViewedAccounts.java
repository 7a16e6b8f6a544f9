package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.AccountView;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.query.payments.account.timeline.PastAccounts;
import dev.annals.query.web.AsOf;
import dev.annals.query.web.Found;
import dev.annals.query.web.Projected;

/** What timelines need of this view. */
record ViewedAccounts(AccountQueries queries, ProjectionProgress progress) implements PastAccounts {

  @Override
  public Projected<Found<AccountView>> account(AccountId accountId, AsOf moment) {
    return queries.account(accountId, moment);
  }

  @Override
  public <T> T require(AccountId accountId, Found<T> found) {
    return MissingAccount.require(accountId, found);
  }
}
