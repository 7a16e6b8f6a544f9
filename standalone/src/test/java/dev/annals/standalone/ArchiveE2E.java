package dev.annals.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Runs the lines of the runbook as they are written there; what they restore is a log that works.
 */
class ArchiveE2E {

  private static final Path RUNBOOK = Path.of("..", "docs", "runbook", "archive-and-restore.md");
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final long SCRIPT_SECONDS_MAX = 120;

  @TempDir Path directory;

  @Test
  void what_the_runbook_restores_is_the_log_and_goes_on() throws Exception {
    var data = directory.resolve("data");
    JsonNode account;
    try (var annals = AnnalsProcess.up(data);
        var client = new Client(annals)) {
      open(client, "anna");
      open(client, "bert");
      transfer(client, 3);
      awaitSealed(client, 3);
      account = view(client, 3);
      assertThat(run(lines(0)))
          .anyMatch(line -> line.matches("Archived positions 1 to 3 in 1 volumes of .*"))
          .contains("Intact: positions 1 to 3");
    }
    assertThat(run(lines(1))).startsWith("Restored: positions 1 to 3");

    try (var annals = AnnalsProcess.up(directory.resolve("new"));
        var client = new Client(annals)) {
      client.hasSeen(3);
      assertThat(view(client, 3)).isEqualTo(account);
      open(client, "carl");
      awaitSealed(client, 4);
      assertThat(run("./annals verify --data \"$ANNALS_NEW_DATA\""))
          .startsWith("Intact: positions 1 to 4");
      assertThat(run("./annals archive --data \"$ANNALS_NEW_DATA\" \"$ANNALS_ARCHIVE\""))
          .allMatch(line -> line.matches("Archived positions 4 to 4 in 1 volumes of .*"));
    }
  }

  private static void open(Client client, String account) throws Exception {
    client.accepted(
        "/v1/accounts",
        "open-" + account,
        "{\"accountId\":\"%1$s\",\"owner\":\"%1$s\",\"currency\":\"EUR\",\"overdraftLimit\":900}"
            .formatted(account));
  }

  private static void transfer(Client client, int number) throws Exception {
    client.accepted(
        "/v1/transfers",
        "t-" + number,
        "{\"transferId\":\"t-%d\",\"debitAccountId\":\"anna\",\"creditAccountId\":\"bert\",\"amount\":700,\"currency\":\"EUR\",\"reference\":\"rent\"}"
            .formatted(number));
  }

  /** Once the view has come to that position. Not in words, whose keys are not in an archive. */
  private static JsonNode view(Client client, long position) {
    return await()
        .atMost(BOUND)
        .until(
            () -> client.read("/v1/accounts/anna/balance"),
            account -> account.path("position").asLong() == position);
  }

  private static void awaitSealed(Client client, long position) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> client.answer("/v1/audit/events/%d/proof".formatted(position)));
  }

  /** A fenced block of bash. */
  private static String lines(int block) throws IOException {
    return Pattern.compile("(?ms)^```bash\\n(.*?)^```$")
        .matcher(Files.readString(RUNBOOK))
        .results()
        .toList()
        .get(block)
        .group(1);
  }

  /** With the packaged program for the launcher, which would build it first. */
  private List<String> run(String script) throws IOException, InterruptedException {
    var program =
        "'%s' -XX:TieredStopAtLevel=1 -Xmx512m -jar '%s' "
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Path.of("target", "annals.jar").toAbsolutePath());
    var builder =
        new ProcessBuilder("bash", "-eu", "-c", script.replace("./annals ", program))
            .redirectErrorStream(true);
    builder.environment().put("ANNALS_DATA", directory.resolve("data").toString());
    builder.environment().put("ANNALS_ARCHIVE", directory.resolve("archive").toString());
    builder.environment().put("ANNALS_NEW_DATA", directory.resolve("new").toString());
    var bash = builder.start();
    try (var output = bash.inputReader(StandardCharsets.UTF_8)) {
      var lines = output.lines().toList();
      assertThat(bash.waitFor(SCRIPT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
      assertThat(bash.exitValue()).as("%s", lines).isZero();
      return lines;
    } finally {
      bash.destroyForcibly();
    }
  }
}
