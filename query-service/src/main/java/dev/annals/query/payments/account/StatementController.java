package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.StatementEntry;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.query.web.Ids;
import dev.annals.query.web.Page;
import dev.annals.query.web.PageRequest;
import dev.annals.query.web.ReadRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class StatementController {

  private final StatementQueries queries;
  private final PersonalAccounts personal;
  private final ProjectionProgress progress;

  StatementController(
      StatementQueries queries, PersonalAccounts personal, ProjectionRunners projections) {
    this.queries = queries;
    this.personal = personal;
    this.progress = projections.progressOf(AccountProjection.ID);
  }

  @GetMapping(
      path = "/v1/accounts/{accountId}/statement",
      produces = MediaType.APPLICATION_JSON_VALUE)
  Page<StatementEntry, Long> statement(
      @PathVariable String accountId, PageRequest page, ReadRequest request) {
    var id = Ids.parse(accountId, AccountId::new);
    var after = page.afterPosition();
    var found =
        request.readAsOf(
            progress, moment -> queries.entries(id, after, moment, page.limitPlusOne()));
    var entries = personal.entries(id, MissingAccount.require(id, found), request.atLeast());
    return Page.cut(entries, page.limit(), StatementEntry::position);
  }
}
