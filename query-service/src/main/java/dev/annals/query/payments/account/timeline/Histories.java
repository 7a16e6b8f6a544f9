package dev.annals.query.payments.account.timeline;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.AccountView;
import dev.annals.contracts.payments.AccountView.Status;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.projection.EventDecoder;
import dev.annals.query.web.AsOf;
import dev.annals.query.web.Found;
import dev.annals.query.web.Found.NotYet;
import dev.annals.query.web.Found.Nowhere;
import dev.annals.query.web.Found.There;
import dev.annals.query.web.Projected;
import dev.annals.web.Problem;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Tells an account's history from the events in the log. What the balance was before the first of
 * them is taken from the view; what it is after the last one is compared with it. So a history
 * never contradicts the view, nor the view a history.
 */
public final class Histories {

  private final EventReader log;
  private final PastAccounts accounts;
  private final EventDecoder<PaymentEvent> decoder =
      new EventDecoder<>(PaymentEvent.class, PaymentEvent.TYPES);

  public Histories(EventReader log, PastAccounts accounts) {
    this.log = log;
    this.accounts = accounts;
  }

  /** Which part of which history. */
  record Part(AccountId account, SequencePosition after, int limit) {}

  /** A part as of a moment, and how far the view of accounts had come. */
  Projected<Found<AccountHistory>> read(Part part, AsOf moment) {
    return read(part, moment, AsOf.NOW.position());
  }

  /**
   * As the other.
   *
   * @param max what is later is not there yet
   */
  Projected<Found<AccountHistory>> read(Part part, AsOf moment, SequencePosition max) {
    var wanted = moment.position().isAfter(max) ? new AsOf(max) : moment;
    var view = accounts.account(part.account(), wanted);
    var reached = earlier(view.position(), max);
    if (!moment.isNow() && moment.position().isAfter(reached)) {
      // Whoever asks will wait for that moment, and ask again.
      return new Projected<>(reached, new Nowhere<>());
    }
    var asOf = earlier(wanted.position(), reached);
    Found<AccountHistory> history =
        switch (view.value()) {
          case There<AccountView>(var account) -> new There<>(history(part, account, asOf));
          case NotYet<AccountView> _ -> new NotYet<>();
          case Nowhere<AccountView> _ -> new Nowhere<>();
        };
    return new Projected<>(reached, history);
  }

  private static SequencePosition earlier(SequencePosition one, SequencePosition other) {
    return one.isAfter(other) ? other : one;
  }

  private AccountHistory history(Part part, AccountView account, SequencePosition asOf) {
    var start = start(part);
    var query = EventQuery.tagged(Tag.of(PaymentEvent.ACCOUNT_TAG, part.account().value()));
    var events =
        log.read(query, part.after(), part.limit() + 1).stream()
            .filter(event -> !event.position().isAfter(asOf))
            .toList();
    var isWhole = events.size() <= part.limit();
    var steps = fold(part.account(), start, isWhole ? events : events.subList(0, part.limit()));
    if (!steps.isEmpty()) {
      requireAsInTheView(part.account(), steps.getLast());
    }
    return new AccountHistory(account, asOf, part.after(), start.balance(), steps, isWhole);
  }

  private record Start(BigInteger balance, Status status) {}

  private Start start(Part part) {
    var before =
        part.after().equals(SequencePosition.ORIGIN)
            ? new NotYet<AccountView>()
            : accounts.account(part.account(), new AsOf(part.after())).value();
    return before instanceof There<AccountView>(var account)
        ? new Start(account.balance(), account.status())
        : new Start(BigInteger.ZERO, Status.OPEN);
  }

  private List<Step> fold(AccountId account, Start start, List<SequencedEvent> events) {
    var steps = new ArrayList<Step>(events.size());
    var balance = start.balance();
    var status = start.status();
    for (var event : events) {
      var step = Step.of(event, decoder.decode(event), account, balance, status);
      steps.add(step);
      balance = step.after();
      status = step.status();
    }
    return steps;
  }

  /** The view has a row of every event, unless the account's events wait in dead letters. */
  private void requireAsInTheView(AccountId accountId, Step last) {
    var view = accounts.account(accountId, new AsOf(last.recorded().position())).value();
    if (!(view instanceof There<AccountView>(var account))
        || account.position() != last.position()) {
      throw new ProblemException(
          ProblemType.UNAVAILABLE.because(
              "Events of account %s wait in dead letters; until they are dealt with, its balances are not known."
                  .formatted(accountId)),
          Map.of(HttpHeaders.RETRY_AFTER, "5"));
    }
    if (!account.balance().equals(last.after()) || account.status() != last.status()) {
      throw new ProblemException(
          new Problem(
                  ProblemType.uri("payments", "VIEW_CONTRADICTS_LOG"),
                  "The view contradicts the log",
                  HttpStatus.INTERNAL_SERVER_ERROR.value(),
                  "At position %d account %s has another balance or status in the view than by its events; audit the view with a replay."
                      .formatted(last.position(), accountId))
              .with("reason", "VIEW_CONTRADICTS_LOG"));
    }
  }
}
