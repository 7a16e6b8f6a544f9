package dev.annals.query.payments.account.timeline;

import static dev.annals.query.testing.PaymentLog.account;
import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.eur;
import static dev.annals.query.testing.PaymentLog.history;
import static dev.annals.query.testing.PaymentLog.opened;
import static dev.annals.query.testing.PaymentLog.transferred;
import static dev.annals.query.testing.PaymentLog.withdrawn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static java.util.regex.Matcher.quoteReplacement;
import static java.util.regex.Pattern.quote;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.eventstore.audit.Tampering;
import dev.annals.eventstore.audit.verify.IndependentVerifier;
import dev.annals.eventstore.audit.verify.IndependentVerifier.Answer;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.postgres.PostgresEventLog;
import dev.annals.eventstore.log.postgres.TestLog;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.QueryServer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A report proves itself to a verifier that shares no code with us, whatever texts are in it. */
class ReportIT {

  private static final String EVIL =
      "<script>alert('1')</script>\"O'Hara\" &amp; \u202Eeliva\u202C </pre><img src=x onerror=x>";
  private static final int OTHERS = 500;
  private static final int LAST = 2 * OTHERS + 7;
  private static final TestLog LOG = TestLog.create();

  /** What is shown, and what somebody would rather have shown. */
  private static final List<String> FORGERIES =
      List.of(
          "amount\">+12,345.67 | amount\">+12,345.68",
          "after\">12,345.67 | after\">22,345.67",
          "after\">12,345.67 | after\">1,234,567",
          "before\">12,345.67 | before\">12,345.66",
          "balance\">\u2212654.29 | balance\">654.29",
          "id=\"currency\">EUR | id=\"currency\">KWD",
          "id=\"status\">OPEN | id=\"status\">FROZEN",
          "id=\"account\">eve | id=\"account\">a1",
          "id=\"owner\">&lt; | id=\"owner\">",
          "id=\"brought-forward\">0.00 | id=\"brought-forward\">1.00",
          "why\">cleared | why\">forgiven",
          "what\">Deposit | what\">Gift",
          "Transfer rent-7 to a1 | Transfer rent-7 to a2",
          "class=\"actor\">anonymous | class=\"actor\">ann",
          "from 127.0.0.1 | from 127.0.0.2",
          "class=\"day\">2026-01-01 | class=\"day\">2026-01-02",
          "&quot;minorUnits&quot;:1234567 | &quot;minorUnits&quot;:1234568",
          "&quot;position&quot;:&quot;501&quot; | &quot;position&quot;:&quot;503&quot;",
          "checkpoint\">example.com/log | checkpoint\">example.com/lag",
          "balance\">\u2212654.29 | balance\"><span>9</span>\u2212654.29",
          "why\">cleared | why\"><span>not </span>cleared",
          "<tbody> | <tbody><tr><td>12</td></tr>",
          "<body> | <body><script>1</script>",
          "<body> | <body onload=\"x\">",
          "<p class=\"covers\"> | <p class=\"covers\" style=\"x\">");

  @TempDir private static Path directory = Path.of("");

  private static PostgresEventLog log = LOG.open();
  private static QueryServer server;
  private static String key = "";

  @BeforeAll
  static void record_and_seal() throws Exception {
    IndependentVerifier.require();
    server =
        QueryServer.with(
            "annals.log.url=" + LOG.reader().url(),
            "annals.log.user=" + LOG.reader().user(),
            "annals.log.password=" + LOG.reader().password(),
            "annals.seal.key-file=" + directory.resolve("seal.key"),
            "annals.seal.origin=example.com/log",
            "annals.seal.interval=10ms",
            "annals.seal.user=" + LOG.sealer().user(),
            "annals.seal.password=" + LOG.sealer().password());
    new PaymentLog(log).append(happened());
    report("eve", "", fresh(LAST));
    key = Files.readAllLines(directory.resolve("seal.key.pub")).getLast();
  }

  /** Much else before, between and behind. */
  private static List<PaymentEvent> happened() {
    var others = history(10, 2 * OTHERS - 10);
    var all = new ArrayList<>(others.subList(0, OTHERS));
    all.add(new AccountOpened(account("eve"), EVIL, Currency.getInstance("EUR"), 50_000));
    all.add(new MoneyDeposited(account("eve"), eur(1_234_567), EVIL));
    all.addAll(others.subList(OTHERS, 2 * OTHERS - 20));
    all.add(withdrawn("eve", 1));
    all.add(transferred("rent-7", "eve", "a1", 1_300_000));
    all.add(transferred("back-7", "a1", "eve", 5));
    all.add(new AccountFrozen(account("eve"), EVIL));
    all.add(new AccountUnfrozen(account("eve"), "cleared"));
    all.addAll(others.subList(2 * OTHERS - 20, 2 * OTHERS));
    return all;
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
    log.close();
  }

  private static String[] fresh(long position) {
    return new String[] {"Annals-Min-Position", Long.toString(position), "Prefer", "wait=30"};
  }

  private static String report(String account, String query, String... headers) throws Exception {
    var answer = server.get("/v1/accounts/%s/report%s".formatted(account, query), headers);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualToIgnoringCase("text/html;charset=utf-8");
    return answer.body();
  }

  private static Answer verify(String document) throws IOException {
    var file = directory.resolve("report.html");
    Files.writeString(file, document);
    return IndependentVerifier.verify("--report", file.toString(), key);
  }

  /** It stays, for whoever wants to look at it. */
  @Test
  void what_is_shown_is_proven() throws Exception {
    var document = report("eve", "");
    Files.writeString(Path.of("target", "report.html"), document);
    var answer = verify(document);

    assertThat(answer.exitCode()).as(answer.output()).isZero();
    assertThat(answer.output())
        .contains(
            "Deposit +12,345.67, then 12,345.67",
            "Transfer rent-7 to a1 \u221213,000.00, then \u2212654.34",
            "Transfer back-7 from a1 +0.05, then \u2212654.29",
            "account eve: these 7 events are sealed, and are as the report shows them",
            "balance \u2212654.29 EUR after position",
            "from the opening on",
            "not proven: that no event of the account was left out\n",
            "size ");
  }

  @Test
  void whatever_a_text_contains_it_stays_text() throws Exception {
    var answer = server.get("/v1/accounts/eve/report");
    var document = answer.body();

    assertThat(document).doesNotContain("<script", "<img", "</pre><img");
    var name = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;O&#39;Hara&quot; &amp;amp;";
    assertThat(document)
        .contains(
            "<p id=\"owner\">" + name + " [U+202E]eliva[U+202C] &lt;/pre&gt;",
            "<div class=\"why\">" + name + " [U+202E]");
    var style = document.substring(document.indexOf("<style>") + 7, document.indexOf("</style>"));
    var hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8));
    var policy =
        "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
            .formatted(Base64.getEncoder().encodeToString(hash));
    assertThat(document)
        .contains("http-equiv=\"Content-Security-Policy\" content=\"%s\"".formatted(policy));
    assertThat(answer.header("content-security-policy"))
        .isEqualTo(policy + "; frame-ancestors 'none'");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
    assertThat(answer.header("cache-control")).isEqualTo("private, no-cache");
  }

  /** Whoever forges what is shown, or what is behind it, is found out. */
  @Test
  void a_forged_report_is_found_out() throws Exception {
    var document = report("eve", "");
    var arguments = new ArrayList<>(List.of(key));
    for (var forgery : FORGERIES) {
      var parts = forgery.split(" \\| ", -1);
      assertThat(document).contains(parts[0]);
      var file = directory.resolve("forged-%d.html".formatted(arguments.size()));
      Files.writeString(file, document.replaceFirst(quote(parts[0]), quoteReplacement(parts[1])));
      arguments.add(file.toString());
    }

    var script =
        """
        import contextlib, io, verify
        for file in sys.argv[2:]:
            with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
                code = verify.main(["--report", file, sys.argv[1]])
            print(code != 0, out.getvalue().splitlines()[0])
        """;
    var answer = IndependentVerifier.python(script, arguments.toArray(String[]::new));
    assertThat(answer.output().lines())
        .hasSameSizeAs(FORGERIES)
        .allSatisfy(line -> assertThat(line).startsWith("True "));
  }

  @Test
  void an_event_that_is_taken_out_is_missed() throws Exception {
    var document = report("eve", "");
    var entry =
        Pattern.compile("(?s)<tr class=\"entry\"><td class=\"position\">(\\d+)</td>.*?</tr>\n");
    var entries = entry.matcher(document).results().toList();
    assertThat(entries).hasSize(7);

    // The last two change no balance.
    for (var taken : List.of(entries.get(5), entries.get(6))) {
      var stored =
          "(?s)<div class=\"leaf\"><span>Position %s,.*?</pre>\n".formatted(taken.group(1));
      var without = document.replace(taken.group(), "");
      assertThat(without).isNotEqualTo(document);
      assertThat(verify(without).output()).contains("DIFFERENT: not every entry");
      var shorter = without.replaceFirst(stored, "");
      assertThat(shorter.length()).isLessThan(without.length());
      assertThat(verify(shorter).output()).contains("DIFFERENT: ");
    }
  }

  /** Each begins with the balance that the one before ended with. */
  @Test
  void a_long_history_takes_several_reports() throws Exception {
    var balance = "0.00";
    var after = "0";
    for (var page = 0; page < 4; page++) {
      var document = report("eve", "?limit=2&after=" + after);
      assertThat(fact(document, "brought-forward")).isEqualTo(balance);
      var answer = verify(document);
      assertThat(answer.exitCode()).as(answer.output()).isZero();
      assertThat(answer.output().contains("from the opening on")).isEqualTo(page == 0);
      balance = fact(document, "balance");
      var next =
          Pattern.compile("the report that begins after position (\\d+)\\.").matcher(document);
      assertThat(next.find()).isEqualTo(page < 3);
      after = page < 3 ? next.group(1) : after;
    }
    assertThat(balance).isEqualTo("\u2212654.29");
  }

  private static String fact(String document, String id) {
    var fact = Pattern.compile("id=\"%s\">([^<]*)<".formatted(id)).matcher(document);
    assertThat(fact.find()).isTrue();
    return fact.group(1);
  }

  @Test
  void the_past_is_reported_as_it_was() throws Exception {
    var document = report("eve", "?position=" + (OTHERS + 2));

    assertThat(fact(document, "as-of")).isEqualTo("" + (OTHERS + 2));
    assertThat(fact(document, "balance")).isEqualTo("12,345.67");
    var answer = verify(document);
    assertThat(answer.exitCode()).as(answer.output()).isZero();
    assertThat(answer.output()).contains("account eve: these 2 events are sealed");
    assertThat(fact(report("eve", "?limit=500"), "as-of")).isEqualTo("" + log.head());
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/accounts/nobody/report, 404, payments/unknown-account",
    "/v1/accounts/eve/report?position=3, 404, payments/account-not-yet-opened",
    "/v1/accounts/eve/report?after=999999, 404, payments/nothing-to-report",
    "/v1/accounts/eve/report?position=999999, 400, position-in-future",
    "/v1/accounts/eve/report?at=9999-12-31T23:59:59Z, 400, instant-in-future",
    "/v1/accounts/eve/report?limit=501, 400, invalid-field",
    "/v1/accounts/eve/report?replay=1, 400, invalid-field",
    "/v1/accounts/%3Cscript%3E/report, 400, invalid-id"
  })
  void what_cannot_be_reported_is_a_problem(String path, int status, String problem)
      throws Exception {
    var answer = server.get(path, "Accept", "text/html");

    assertThat(answer.isProblem(status, problem)).as(answer.body()).isTrue();
    assertThat(
            server
                .get("/v1/accounts/eve/report", "Annals-Min-Position", "999999", "Prefer", "wait=0")
                .isProblem(503, "position-not-reached"))
        .isTrue();
  }

  @Test
  void an_event_that_is_not_as_sealed_is_not_reported() throws Exception {
    var change = "UPDATE event SET metadata = %s WHERE position = " + (OTHERS + 1);
    Tampering.run(LOG, change.formatted("replace(metadata, 'anonymous', 'anonymouz')"));
    try {
      var answer = server.get("/v1/accounts/eve/report");
      assertThat(answer.isProblem(500, "audit/not-as-sealed")).as(answer.body()).isTrue();
    } finally {
      Tampering.run(LOG, change.formatted("replace(metadata, 'anonymouz', 'anonymous')"));
    }
  }

  @Test
  void without_a_sealed_log_there_is_no_report() throws Exception {
    var unsealed = new InMemoryEventLog(Clock.systemUTC());
    new PaymentLog(unsealed).append(opened("ann"), deposited("ann", 1));
    try (var other = QueryServer.over(unsealed)) {
      assertThat(other.get("/v1/accounts/ann/report").isProblem(404, "audit/nothing-sealed"))
          .isTrue();
    }
  }

  /** Both know the digits of every currency in which money can be counted. */
  @Test
  void amounts_are_written_as_the_verifier_writes_them() throws Exception {
    var currencies =
        Currency.getAvailableCurrencies().stream()
            .filter(each -> each.getDefaultFractionDigits() >= 0)
            .sorted(comparing(Currency::getCurrencyCode))
            .toList();
    var amounts = List.of(0L, 5L, -75L, 1_234L, -999_999L, 1_000_000L, Long.MIN_VALUE);
    var ours =
        currencies.stream()
            .flatMap(
                currency ->
                    amounts.stream()
                        .map(
                            each ->
                                "%s %s %s\n"
                                    .formatted(
                                        currency,
                                        MoneyText.balance(BigInteger.valueOf(each), currency),
                                        MoneyText.amount(each, currency))))
            .collect(joining());
    var script =
        """
        import report
        for currency in sys.argv[1].split():
            for amount in map(int, sys.argv[2].split()):
                print(currency, report.money(amount, currency), report.money(amount, currency, amount >= 0))
        """;
    var codes = currencies.stream().map(Currency::getCurrencyCode).collect(joining(" "));
    var numbers = amounts.stream().map(String::valueOf).collect(joining(" "));

    assertThat(IndependentVerifier.python(script, codes, numbers).output()).isEqualTo(ours);
  }
}
