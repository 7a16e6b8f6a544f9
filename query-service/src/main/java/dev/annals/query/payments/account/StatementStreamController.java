package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.BalanceView;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.StatementEntry;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.query.live.LiveStreams;
import dev.annals.query.live.StreamRequest;
import dev.annals.query.live.ViewFeed;
import dev.annals.query.web.AsOf;
import dev.annals.query.web.Found;
import dev.annals.query.web.Found.Nowhere;
import dev.annals.query.web.Found.There;
import dev.annals.query.web.Ids;
import dev.annals.query.web.Projected;
import dev.annals.query.web.ReadRequest;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A statement as it grows: each entry once, in order. */
@RestController
final class StatementStreamController {

  static final String MESSAGE = "entry";

  private final LiveStreams streams;
  private final StatementQueries queries;
  private final AccountQueries accounts;
  private final PersonalAccounts personal;
  private final ProjectionProgress progress;

  StatementStreamController(
      LiveStreams streams,
      StatementQueries queries,
      AccountQueries accounts,
      PersonalAccounts personal,
      ProjectionRunners projections) {
    this.streams = streams;
    this.queries = queries;
    this.accounts = accounts;
    this.personal = personal;
    this.progress = projections.progressOf(AccountProjection.ID);
  }

  @GetMapping(
      path = "/v1/accounts/{accountId}/statement/stream",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void statement(@PathVariable String accountId, StreamRequest stream, ReadRequest request) {
    var id = Ids.parse(accountId, AccountId::new);
    streams.serve(
        stream,
        () -> {
          var now = request.read(progress, () -> lastEntry(id));
          return feed(
              id, stream.after().orElse(MissingAccount.require(id, now)), request.atLeast());
        });
  }

  /**
   * The statement's last entry, which is where a stream begins that is to tell what comes. The view
   * may have come further: what waits in dead letters meanwhile is still to come.
   */
  private Projected<Found<SequencePosition>> lastEntry(AccountId id) {
    var read = accounts.balance(id, AsOf.NOW);
    Found<SequencePosition> found =
        read.value() instanceof There<BalanceView>(var balance)
            ? new There<>(SequencePosition.of(balance.position()))
            : new Nowhere<>();
    return new Projected<>(read.position(), found);
  }

  private ViewFeed<StatementEntry> feed(
      AccountId id, SequencePosition start, SequencePosition asOf) {
    return new ViewFeed<>(
        EventQuery.tagged(Tag.of(PaymentEvent.ACCOUNT_TAG, id.value())),
        start,
        progress,
        MESSAGE,
        (after, max) -> entries(id, after, max, asOf),
        StatementEntry::position);
  }

  private Projected<List<StatementEntry>> entries(
      AccountId id, SequencePosition after, int max, SequencePosition asOf) {
    var read = queries.entries(id, after, AsOf.NOW, max);
    var entries =
        read.value() instanceof There<List<StatementEntry>>(var there)
            ? personal.entries(id, there, asOf)
            : List.<StatementEntry>of();
    return new Projected<>(read.position(), entries);
  }
}
