package dev.annals.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command line from its arguments to its exit code, against pretended services. */
@Timeout(120)
class PaysimCommandTest {

  private record Run(int exitCode, List<String> out, String err) {}

  @TempDir Path directory;

  private FakeServices services;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    services = new FakeServices();
    file = Files.write(directory.resolve("paysim.csv"), GeneratedPaysim.lines(11, 400, 50));
  }

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  void loads_a_file_and_finds_no_difference() {
    var run = load();

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).last().isEqualTo("0 differences");
    assertThat(run.out())
        .anyMatch(line -> line.startsWith("payments  400 commands in "))
        .anyMatch(
            line -> line.matches(" +accepted \\d+ .*rejected \\d+: .*INSUFFICIENT_FUNDS \\d+.*"))
        .anyMatch(line -> line.startsWith("visible   after the acknowledgement"))
        .contains("log head  0 before, %,d after".formatted(services.head()));
    assertThat(run.err()).contains("openings: 100%", "payments: 100% 400/400", "accounts: 100%");
  }

  @Test
  void a_second_load_changes_nothing() {
    var first = load();
    var head = services.head();
    var second = load();

    assertThat(second.exitCode()).as(second.toString()).isZero();
    assertThat(services.head()).isEqualTo(head);
    assertThat(second.out())
        .contains("log head  %1$,d before, %1$,d after: unchanged".formatted(head))
        .contains("visible   not measured: nothing new was accepted");
    assertThat(balances(second)).isEqualTo(balances(first));
  }

  @Test
  void a_load_goes_on_where_a_shorter_one_ended() {
    assertThat(load("--limit=150").exitCode()).isZero();
    assertThat(load("--concurrency=3").exitCode()).isZero();

    var whole = services.head();
    services.close();
    try (var fresh = new FakeServices()) {
      services = fresh;
      assertThat(load().exitCode()).isZero();
      assertThat(fresh.head()).isEqualTo(whole);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void outlives_lost_connections_and_unavailability_without_doubling_anything() {
    var count = new AtomicInteger();
    services.disturb(
        exchange -> {
          var number = count.incrementAndGet();
          if (number % 50 == 0) {
            exchange.close();
            return true;
          }
          if (number % 70 == 0) {
            exchange.getResponseHeaders().set("Retry-After", "0");
            FakeServices.send(exchange, 503, "");
            return true;
          }
          return false;
        });

    var run = load();

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).noneMatch(line -> line.equals("retries   0"));
    assertThat(services.requests()).isGreaterThan(400);
  }

  @Test
  void every_wrong_balance_is_a_difference() {
    assertThat(load().exitCode()).isZero();
    services.falsify("C1", 1);
    services.hide(id -> id.equals("M2"));

    var run = load();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .anyMatch(line -> line.startsWith("DIFFERENCE account C1 must hold "))
        .contains("DIFFERENCE account M2 is missing in the read model")
        .anyMatch(line -> line.startsWith("DIFFERENCE all accounts hold "))
        .last()
        .isEqualTo("3 differences");
  }

  @Test
  void an_unexpected_answer_ends_the_load_with_its_row_and_problem() {
    services.disturb(
        exchange -> {
          if (exchange.getRequestHeaders().getFirst("Idempotency-Key").startsWith("paysim-17-")) {
            FakeServices.send(exchange, 422, "{\"type\":\"/problems/idempotency-key-reused\"}");
            return true;
          }
          return false;
        });

    var run = load();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .endsWith(
            "annals: row 17 (line 18): 422 {\"type\":\"/problems/idempotency-key-reused\"}"
                + " (was another file, or this one in another currency, loaded before?)"
                + System.lineSeparator());
  }

  @Test
  void sends_nothing_from_a_malformed_file() throws IOException {
    Files.writeString(file, Files.readString(file) + "rubbish");

    var run = load();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().strip())
        .isEqualTo("annals: %s: line 402: has 1 fields instead of 11.".formatted(file));
    assertThat(services.requests()).isZero();
  }

  @Test
  void says_in_one_line_that_a_service_is_not_there_or_is_another() {
    assertThat(load("--commands", services.queriesUrl()).err().strip())
        .isEqualTo(
            "annals: %s is not the command service: it answers GET /v1/accounts with 200."
                .formatted(services.queriesUrl()));
    assertThat(load("--queries", services.commandsUrl()).err().strip())
        .isEqualTo(
            "annals: %s is not the query service: it answers GET /v1/accounts with 405."
                .formatted(services.commandsUrl()));
    services.close();
    assertThat(load().err().strip())
        .startsWith("annals: %s does not answer now".formatted(services.commandsUrl()))
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--limit=0 | --limit must be at least 1",
        "--concurrency=1025 | --concurrency must be 1 to 1024",
        "--sample-every=0 | --sample-every must be at least 1",
        "--currency=DOUBLOON | \"DOUBLOON\" is no ISO 4217 code of a currency",
        "--commands=localhost:8080 | \"localhost:8080\" is no URL of a service",
        "--queries=http://a b | \"http://a b\" is no URL of a service",
      })
  void refuses_options_that_make_no_sense(String option, String complaint) {
    var run = load(option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(complaint);
  }

  @Test
  void explains_itself() {
    var help = run("paysim", "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(String.join("\n", help.out()))
        .contains("--limit", "--concurrency", "--commands", "--queries", "--currency", "64")
        .contains("http://localhost:8080", "Default: EUR", "Exit codes:");
    assertThat(run().exitCode()).isEqualTo(2);
    assertThat(run("paysim").exitCode()).isEqualTo(2);
  }

  private static List<String> balances(Run run) {
    return run.out().stream().filter(line -> line.startsWith("balances")).toList();
  }

  private Run load(String... options) {
    var arguments =
        new ArrayList<>(
            List.of(
                "paysim",
                file.toString(),
                "--commands",
                services.commandsUrl(),
                "--queries",
                services.queriesUrl()));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  private static Run run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var exitCode =
        new CommandLine(new LoadCommand())
            .setOverwrittenOptionsAllowed(true)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(exitCode, out.toString().lines().toList(), err.toString());
  }
}
