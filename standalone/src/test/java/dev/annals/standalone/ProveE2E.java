package dev.annals.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The auditor's walk: what happened is sealed, exported, and checked with and without a database.
 */
class ProveE2E {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int DIFFERENT = 1;
  private static final int UNKNOWN = 2;

  @TempDir Path directory;

  @Test
  void what_happened_is_proven_also_after_a_rotation_and_a_restart() throws Exception {
    var data = directory.resolve("data");
    var keys = data.resolve("seal.key.pub").toString();
    try (var annals = AnnalsProcess.up(data);
        var client = new Client(annals)) {
      for (var account : List.of("anna", "bert", "carl")) {
        open(client, account);
      }
      awaitSealed(client, 3);
      assertIntact(run(0, "verify", "--data", data.toString()), 3);
      run(0, "rotate-seal-key", "--data", data.toString());
      open(client, "dora");
      awaitSealed(client, 4);
      open(client, "emil");
      awaitSealed(client, 5);
      assertIntact(run(0, "verify", "--data", data.toString()), 5);
      run(0, "export", "--data", data.toString(), "--from", "2", export().toString());
      run(UNKNOWN, "verify", "--data", data.toString(), "--to", "6");
      run(UNKNOWN, "export", "--data", data.toString(), export().toString());
      run(UNKNOWN, "export", "--data", data.toString(), "--to", "99", directory + "/other");
    }

    // Nothing runs any more.
    run(UNKNOWN, "verify", "--data", data.toString());
    assertIntact(run(0, "verify", "--export", export().toString(), "--keys", keys), 5);
    run(UNKNOWN, "verify", "--export", export().toString());
    run(DIFFERENT, "verify", "--export", export().toString(), "--keys", keys, "--from", "1");
    var events = export().resolve("events.ndjson");
    Files.writeString(
        events,
        Files.readString(events).replace("\"accountId\":\"carl\"", "\"accountId\":\"cara\""));
    assertThat(run(DIFFERENT, "verify", "--export", export().toString(), "--keys", keys))
        .containsExactly("DIFFERENT at position 3: The event is not the one that was sealed");

    try (var annals = AnnalsProcess.up(data);
        var client = new Client(annals)) {
      open(client, "fred");
      awaitSealed(client, 6);
      assertIntact(run(0, "verify", "--data", data.toString()), 6);
    }
  }

  private static void open(Client client, String account) throws Exception {
    client.accepted(
        "/v1/accounts",
        "open-" + account,
        "{\"accountId\":\"%1$s\",\"owner\":\"%1$s\",\"currency\":\"EUR\"}".formatted(account));
  }

  private static void awaitSealed(Client client, long position) {
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(
                        client.answer("/v1/audit/events/%d/proof".formatted(position)).statusCode())
                    .isEqualTo(200));
  }

  private static void assertIntact(List<String> lines, long through) {
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).matches("Intact: positions [12] to " + through);
    assertThat(lines.get(1)).matches("log     annals/[0-9a-f]{16}");
    assertThat(lines.get(2)).isEqualTo("size    " + through);
    assertThat(lines.get(3)).matches("root    [A-Za-z0-9+/]{43}=");
  }

  /** The program as its user runs it, and what it prints. */
  private static List<String> run(int exitCode, String... arguments) throws Exception {
    var process = AnnalsProcess.start(arguments);
    var output = process.remainingOutput();
    assertThat(process.awaitEnd()).as("%s", output).isEqualTo(exitCode);
    return output;
  }

  private Path export() {
    return directory.resolve("evidence");
  }
}
