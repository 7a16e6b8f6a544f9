package dev.annals.query.payments.account.timeline;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.eventstore.audit.export.ProvenEvents;
import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.SignedNote;
import dev.annals.eventstore.axon.Provenance;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A report as HTML. What its ids and classes mean is in docs/sealed-log.md: verifiers compare what
 * stands in them with the sealed events.
 */
final class ReportDocument {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Html html = new Html();

  /** What stands where somebody's words were. */
  private static final String ERASED = "(erased)";

  private final AccountHistory history;
  private final ProvenEvents proven;
  private final AccountId account;
  private final Currency currency;

  /**
   * @param history in the words that were said
   * @param proven its events
   */
  ReportDocument(AccountHistory history, ProvenEvents proven) {
    this.history = history;
    this.proven = proven;
    this.account = history.account().accountId();
    this.currency = history.account().currency();
  }

  String html() {
    html.open("html", "lang=\"en\"").open("head");
    html.single("meta", "charset=\"utf-8\"");
    html.single(
        "meta",
        "http-equiv=\"Content-Security-Policy\" content=\"%s\"".formatted(ReportStyle.POLICY));
    html.single("meta", "name=\"viewport\" content=\"width=device-width, initial-scale=1\"");
    html.element("title", "", "Account %s as of position %s".formatted(account, history.asOf()));
    html.style(ReportStyle.CSS).close().line().open("body");
    head();
    entries();
    meaning();
    proof();
    return html.close().close().line().document();
  }

  private void head() {
    html.open("header").element("p", "class=\"kind\"", "Account report");
    html.open("h1").element("span", "id=\"account\"", account.value()).close();
    html.element("p", "id=\"owner\"", orErased(history.account().owner())).close().line();
    html.open("dl");
    fact("As of position", "as-of", history.asOf().toString());
    fact("Currency", "currency", currency.getCurrencyCode());
    fact("Status", "status", history.steps().getLast().status().name());
    fact("Overdraft limit", "", balance(BigInteger.valueOf(history.account().overdraftLimit())));
    fact("Brought forward", "brought-forward", balance(history.before()));
    fact("Balance", "balance", balance(history.end()));
    html.close().line().element("p", "class=\"covers\"", covers()).line();
  }

  private void fact(String name, String id, String value) {
    html.open("div").element("dt", "", name);
    html.element("dd", id.isEmpty() ? "" : "id=\"%s\"".formatted(id), value).close().line();
  }

  private String covers() {
    var steps = history.steps();
    var last = steps.getLast().position();
    var begin =
        steps.getFirst().event() instanceof AccountOpened
            ? "from the account's opening on"
            : "after position %s, where the balance was brought forward from"
                .formatted(history.after());
    var end =
        history.isWhole()
            ? "None follows up to position %s.".formatted(history.asOf())
            : "More follow: they are in the report that begins after position %d.".formatted(last);
    return "This report covers %d %s at positions %d to %d, %s. %s"
        .formatted(
            steps.size(),
            steps.size() == 1 ? "event" : "events",
            steps.getFirst().position(),
            last,
            begin,
            end);
  }

  private void entries() {
    html.open("table").open("thead").open("tr");
    for (var title : new String[] {"Position", "When (UTC)", "What and why", "Who"}) {
      html.element("th", "scope=\"col\"", title);
    }
    for (var title : new String[] {"Amount", "Before", "After"}) {
      html.element("th", "scope=\"col\" class=\"money\"", title);
    }
    html.close().close().line().open("tbody").line();
    history.steps().forEach(this::entry);
    html.close().close().line();
  }

  private void entry(Step step) {
    var event = step.recorded().event();
    var said = event.metadata();
    var amount = step.amount();
    html.open("tr", "class=\"entry\"");
    html.element("td", "class=\"position\"", Long.toString(step.position()));
    html.open("td").element("div", "class=\"day\"", DAY.format(event.occurredAt()));
    html.element("div", "class=\"time\"", TIME.format(event.occurredAt())).close();
    html.open("td").element("div", "class=\"what\"", StepText.what(step.event(), account));
    html.element("div", "class=\"why\"", orErased(step.why())).close();
    html.open("td");
    said("actor", "", said.get(Provenance.ACTOR));
    said("for", "for ", said.get(Provenance.ON_BEHALF_OF));
    said("from", "from ", said.get(Provenance.SOURCE_ADDRESS));
    said("command", "by command ", said.get(Provenance.COMMAND_ID));
    html.close();
    html.element(
        "td", "class=\"money amount\"", amount == null ? "" : MoneyText.amount(amount, currency));
    html.element("td", "class=\"money before\"", balance(step.before()));
    html.element("td", "class=\"money after\"", balance(step.after()));
    html.close().line();
  }

  private static String orErased(@Nullable String words) {
    return words == null ? ERASED : words;
  }

  private void said(String name, String prefix, @Nullable String value) {
    if (value != null) {
      html.element("div", "class=\"%s\"".formatted(name), prefix + value);
    }
  }

  private String balance(BigInteger minorUnits) {
    return MoneyText.balance(minorUnits, currency);
  }

  private void meaning() {
    var checkpoint = Checkpoint.of(SignedNote.parse(proven.seal().note()));
    html.open("section").element("h2", "", "What this proves");
    html.element(
        "p",
        "",
        "Every event above is in the log %s as it was sealed: the signed checkpoint below is of its first %,d events. Balances before and after follow from the events, one after the other."
            .formatted(checkpoint.origin(), checkpoint.size()));
    html.element(
        "p",
        "",
        "It does not prove that no event of this account was left out, what the balance brought forward is made of, or who the owner is if the opening is not among the events. Whoever must know checks the whole log (annals verify), or the reports before this one.");
    html.element(
        "p",
        "",
        "To check this file, all one needs is the log's public key, from elsewhere than this file: python3 verify.py --report FILE KEY");
    html.close().line();
  }

  private void proof() {
    html.open("section", "class=\"proof\"").element("h2", "", "Proof");
    html.element("h3", "", "Checkpoint");
    html.open("pre", "id=\"checkpoint\"").letters(proven.seal().note()).close().line();
    html.element("h3", "", "Hashes of the rest of the tree");
    html.open("pre", "id=\"others\"");
    proven.proof().forEach(hash -> html.letters(hash.toBase64()).line());
    html.close().line().element("h3", "", "The events as they are stored");
    for (var event : proven.events()) {
      html.open("div", "class=\"leaf\"");
      html.element("span", "", "Position %d, leaf ".formatted(event.position()));
      html.element("code", "class=\"hash\"", event.leafHash().toBase64()).close();
      html.open("pre", "class=\"event\"").letters(event.line()).close().line();
    }
    html.close().line();
  }
}
