package dev.annals.query.payments.account.timeline;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.TimelineEntry;
import dev.annals.contracts.payments.TimelineEntry.Who;
import dev.annals.eventstore.axon.Provenance;
import dev.annals.query.payments.account.timeline.Histories.Part;
import dev.annals.query.web.Ids;
import dev.annals.query.web.Page;
import dev.annals.query.web.PageRequest;
import dev.annals.query.web.ReadRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The history as JSON. */
@RestController
public final class TimelineController {

  private final Histories histories;
  private final PastAccounts accounts;
  private final PersonalHistories personal;

  TimelineController(Histories histories, PastAccounts accounts, PersonalHistories personal) {
    this.histories = histories;
    this.accounts = accounts;
    this.personal = personal;
  }

  @GetMapping(
      path = "/v1/accounts/{accountId}/timeline",
      produces = MediaType.APPLICATION_JSON_VALUE)
  Page<TimelineEntry, Long> timeline(
      @PathVariable String accountId, PageRequest page, ReadRequest request) {
    var id = Ids.parse(accountId, AccountId::new);
    var part = new Part(id, page.afterPosition(), page.limit());
    var found = request.readAsOf(accounts.progress(), moment -> histories.read(part, moment));
    var history = personal.told(accounts.require(id, found), request.atLeast());
    var entries = history.steps().stream().map(step -> entry(step, history)).toList();
    return new Page<>(entries, history.isWhole() ? null : entries.getLast().position());
  }

  private static TimelineEntry entry(Step step, AccountHistory history) {
    var account = history.account();
    var event = step.event();
    var recorded = step.recorded();
    var transfer = event instanceof MoneyTransferred transferred ? transferred : null;
    return new TimelineEntry(
        step.position(),
        recorded.event().occurredAt(),
        recorded.recordedAt(),
        recorded.event().type(),
        StepText.what(event, account.accountId()),
        step.why(),
        who(recorded.event().metadata()),
        step.amount(),
        step.before(),
        step.after(),
        account.currency(),
        step.status(),
        transfer == null ? null : other(transfer, account.accountId()),
        transfer == null ? null : transfer.transferId(),
        step.why() == null ? List.of("why") : null);
  }

  private static @Nullable AccountId other(MoneyTransferred transfer, AccountId account) {
    return transfer.debitAccountId().equals(account)
        ? transfer.creditAccountId()
        : transfer.debitAccountId();
  }

  private static Who who(Map<String, String> metadata) {
    return new Who(
        metadata.get(Provenance.ACTOR),
        metadata.get(Provenance.ON_BEHALF_OF),
        metadata.get(Provenance.SOURCE_ADDRESS),
        metadata.get(Provenance.COMMAND_ID),
        metadata.get(Provenance.CORRELATION_ID),
        metadata.get(Provenance.TRACE_ID),
        metadata.get(Provenance.SERVICE_VERSION));
  }
}
