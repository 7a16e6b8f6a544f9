package dev.annals.query.payments.events;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import dev.annals.query.web.Projected;
import java.util.List;
import java.util.Optional;

/** Reads an account's events from the log. */
final class AccountEventsQueries {

  private final EventReader log;

  AccountEventsQueries(EventReader log) {
    this.log = log;
  }

  /**
   * Events in the order they happened. The head is looked up first: whatever stands up to there is
   * in the answer.
   *
   * @param after exclusive
   * @return empty if there is no such account
   */
  Projected<Optional<List<SequencedEvent>>> events(
      AccountId accountId, SequencePosition after, int limit) {
    var head = log.head();
    var query = EventQuery.tagged(Tag.of(PaymentEvent.ACCOUNT_TAG, accountId.value()));
    var events = log.read(query, after, limit);
    var known = !events.isEmpty() || !log.read(query, SequencePosition.ORIGIN, 1).isEmpty();
    return new Projected<>(head, known ? Optional.of(events) : Optional.empty());
  }
}
