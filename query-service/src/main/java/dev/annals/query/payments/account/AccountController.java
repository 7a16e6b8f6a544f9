package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.AccountView;
import dev.annals.contracts.payments.BalanceView;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.query.web.ETags;
import dev.annals.query.web.Ids;
import dev.annals.query.web.Page;
import dev.annals.query.web.PageRequest;
import dev.annals.query.web.ReadRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/v1/accounts", produces = MediaType.APPLICATION_JSON_VALUE)
final class AccountController {

  private final AccountQueries queries;
  private final PersonalAccounts personal;
  private final ProjectionProgress progress;

  AccountController(
      AccountQueries queries, PersonalAccounts personal, ProjectionRunners projections) {
    this.queries = queries;
    this.personal = personal;
    this.progress = projections.progressOf(AccountProjection.ID);
  }

  /** Answers 304 if the client has this version; Spring compares the tags. */
  @GetMapping("/{accountId}")
  ResponseEntity<AccountView> account(@PathVariable String accountId, ReadRequest request) {
    var id = Ids.parse(accountId, AccountId::new);
    var found = request.readAsOf(progress, moment -> queries.account(id, moment));
    var account = personal.account(MissingAccount.require(id, found), request.atLeast());
    return tagged(account.position(), account.erased()).body(account);
  }

  @GetMapping("/{accountId}/balance")
  ResponseEntity<BalanceView> balance(@PathVariable String accountId, ReadRequest request) {
    var id = Ids.parse(accountId, AccountId::new);
    var found = request.readAsOf(progress, moment -> queries.balance(id, moment));
    var balance = MissingAccount.require(id, found);
    return tagged(balance.position(), null).body(balance);
  }

  private static ResponseEntity.BodyBuilder tagged(long position, @Nullable List<String> erased) {
    return ResponseEntity.ok().eTag(ETags.of(position, erased));
  }

  @GetMapping
  Page<AccountView, AccountId> accounts(PageRequest page, ReadRequest request) {
    var after = page.afterId(AccountId::new);
    var found = request.read(progress, () -> queries.accounts(after, page.limitPlusOne()));
    var accounts = personal.accounts(found, request.atLeast());
    return Page.cut(accounts, page.limit(), AccountView::accountId);
  }
}
