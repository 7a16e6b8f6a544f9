package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.AccountView;
import dev.annals.contracts.payments.PaymentEvent;
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
import dev.annals.query.web.Found.There;
import dev.annals.query.web.Ids;
import dev.annals.query.web.Projected;
import dev.annals.query.web.ReadRequest;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** An account as it changes: a state each time, and not what changed it. */
@RestController
final class AccountStreamController {

  static final String MESSAGE = "account";

  private final LiveStreams streams;
  private final AccountQueries queries;
  private final PersonalAccounts personal;
  private final ProjectionProgress progress;

  AccountStreamController(
      LiveStreams streams,
      AccountQueries queries,
      PersonalAccounts personal,
      ProjectionRunners projections) {
    this.streams = streams;
    this.queries = queries;
    this.personal = personal;
    this.progress = projections.progressOf(AccountProjection.ID);
  }

  @GetMapping(
      path = "/v1/accounts/{accountId}/stream",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void account(@PathVariable String accountId, StreamRequest stream, ReadRequest request) {
    var id = Ids.parse(accountId, AccountId::new);
    streams.serve(
        stream,
        () -> {
          var found = request.read(progress, () -> queries.account(id, AsOf.NOW));
          return feed(
              MissingAccount.require(id, found).accountId(), start(stream), request.atLeast());
        });
  }

  /** From its present state on, unless the client knows one already. */
  private static SequencePosition start(StreamRequest stream) {
    return stream.after().orElse(SequencePosition.ORIGIN);
  }

  private ViewFeed<AccountView> feed(AccountId id, SequencePosition start, SequencePosition asOf) {
    return new ViewFeed<>(
        EventQuery.tagged(Tag.of(PaymentEvent.ACCOUNT_TAG, id.value())),
        start,
        progress,
        MESSAGE,
        (after, _) -> newer(queries.account(id, AsOf.NOW), after, asOf),
        AccountView::position);
  }

  private Projected<List<AccountView>> newer(
      Projected<Found<AccountView>> account, SequencePosition after, SequencePosition asOf) {
    var changed =
        account.value() instanceof There<AccountView>(var view) && view.position() > after.value()
            ? List.of(personal.account(view, asOf))
            : List.<AccountView>of();
    return new Projected<>(account.position(), changed);
  }
}
