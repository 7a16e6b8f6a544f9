package dev.annals.query.payments.account.timeline;

import dev.annals.contracts.payments.AccountId;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.query.payments.account.timeline.Histories.Part;
import dev.annals.query.web.AsOf;
import dev.annals.query.web.Found;
import dev.annals.query.web.Found.NotYet;
import dev.annals.query.web.Found.Nowhere;
import dev.annals.query.web.Found.There;
import dev.annals.query.web.Ids;
import dev.annals.query.web.Missing;
import dev.annals.query.web.PageRequest;
import dev.annals.query.web.Projected;
import dev.annals.query.web.ReadRequest;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The history as a document that can be printed, handed over, and checked without us. */
@RestController
public final class ReportController {

  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  private final Histories histories;
  private final PastAccounts accounts;
  private final PersonalHistories personal;
  private final ReportSeal sealed;

  ReportController(
      Histories histories, PastAccounts accounts, PersonalHistories personal, ReportSeal sealed) {
    this.histories = histories;
    this.accounts = accounts;
    this.personal = personal;
    this.sealed = sealed;
  }

  /** Of what is sealed: that is what a report as of the present is about. */
  @GetMapping(
      path = "/v1/accounts/{accountId}/report",
      produces = {MediaType.TEXT_HTML_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
  ResponseEntity<byte[]> report(
      @PathVariable String accountId, PageRequest page, ReadRequest request) {
    var id = Ids.parse(accountId, AccountId::new);
    var part = new Part(id, page.afterPosition(), page.limit());
    var progress = sealed.progress(accounts.progress());
    var found = request.readAsOf(progress, moment -> report(part, moment));
    var report = accounts.require(id, found);
    var told = personal.told(report.history(), request.atLeast());
    var document = new ReportDocument(told, report.proof()).html();
    return ResponseEntity.ok()
        .contentType(HTML)
        .header("Content-Security-Policy", ReportStyle.POLICY + "; frame-ancestors 'none'")
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .body(document.getBytes(StandardCharsets.UTF_8));
  }

  private Projected<Found<Report>> report(Part part, AsOf moment) {
    var seal = sealed.newest();
    var read = histories.read(part, moment, SequencePosition.of(seal.size()));
    Found<Report> report =
        switch (read.value()) {
          case There<AccountHistory>(var history) -> {
            requireEvents(part, history);
            var positions =
                history.steps().stream()
                    .map(Step::position)
                    .collect(Collectors.toCollection(TreeSet::new));
            yield new There<>(new Report(history, sealed.prove(seal, positions)));
          }
          case NotYet<AccountHistory> _ -> new NotYet<>();
          case Nowhere<AccountHistory> _ -> new Nowhere<>();
        };
    return new Projected<>(read.position(), report);
  }

  private static void requireEvents(Part part, AccountHistory history) {
    if (history.steps().isEmpty()) {
      throw Missing.because(
          "payments",
          "NOTHING_TO_REPORT",
          "There is nothing to report",
          "Account %s has no events after position %s, up to %s."
              .formatted(part.account(), part.after(), history.asOf()));
    }
  }
}
