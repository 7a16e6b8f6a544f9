package dev.annals.query.payments.events;

import dev.annals.contracts.payments.AccountId;
import dev.annals.query.web.Ids;
import dev.annals.query.web.LogProgress;
import dev.annals.query.web.Missing;
import dev.annals.query.web.Page;
import dev.annals.query.web.PageRequest;
import dev.annals.query.web.ReadRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class AccountEventsController {

  private final AccountEventsQueries queries;
  private final CloudEvents form;
  private final LogProgress progress;

  AccountEventsController(AccountEventsQueries queries, CloudEvents form, LogProgress progress) {
    this.queries = queries;
    this.form = form;
    this.progress = progress;
  }

  @GetMapping(path = "/v1/accounts/{accountId}/events", produces = MediaType.APPLICATION_JSON_VALUE)
  Page<CloudEvent, Long> events(
      @PathVariable String accountId, PageRequest page, ReadRequest request) {
    var id = Ids.parse(accountId, AccountId::new);
    var after = page.afterPosition();
    var stored =
        request
            .read(progress, () -> queries.events(id, after, page.limitPlusOne()))
            .orElseThrow(
                () ->
                    Missing.because(
                        "payments",
                        "UNKNOWN_ACCOUNT",
                        "The account does not exist",
                        "There is no account %s.".formatted(id)));
    var events = form.of(stored, _ -> id.value(), request.atLeast());
    return Page.cut(events, page.limit(), event -> Long.valueOf(event.position()));
  }
}
