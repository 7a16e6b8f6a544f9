package dev.annals.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A person is forgotten: first by everybody who asks, and then byte for byte in everything that was
 * ever written; and all that was proven before, and all that can be proven since, still is.
 */
class ErasureE2E {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String OWNER = "Zebedäus Quittenbaum";
  private static final String REFERENCE = "Knieoperation bei Sauerbruch";
  private static final String PAID = "Abfindung wegen Kündigung";
  private static final String REASON = "Verdacht auf Geldsegen";
  private static final List<String> PERSONAL = List.of(OWNER, REFERENCE, PAID, REASON);

  /** To see that what there is would be found. */
  private static final String IMPERSONAL = "subject-4711";

  @TempDir Path directory;

  @Test
  void who_was_erased_is_found_nowhere_and_every_proof_still_holds() throws Exception {
    var data = directory.resolve("data");
    var output = new ArrayList<String>();
    try (var annals = AnnalsProcess.up(data);
        var client = new Client(annals)) {
      happen(client);
      assertThat(everything(client)).contains(PERSONAL);
      var proof = proof(client, 1);
      run(0, "export", "--data", data.toString(), export("before"));

      var erasure = erase(client, "once");

      assertThat(everything(client)).doesNotContain(PERSONAL).doesNotContain("annals:p1:");
      assertThat(client.read("/v1/accounts/" + IMPERSONAL).get("erased").get(0).stringValue())
          .isEqualTo("owner");
      assertThat(client.balance(IMPERSONAL)).isEqualTo(700);
      assertThat(erase(client, "twice")).isEqualTo(erasure);
      happenAgain(client);
      assertThat(proof(client, erasure)).isNotEqualTo(proof);
      assertThat(proof(client, 1)).isEqualTo(proof);
      assertThat(run(0, "verify", "--data", data.toString()).getFirst()).startsWith("Intact");
      run(0, "export", "--data", data.toString(), export("after"));
      run(0, "rotate-key-encryption-key", "--data", data.toString(), "--drop-former");
      assertThat(client.read("/v1/accounts/other").get("owner").stringValue()).isEqualTo("Other");
      assertThat(annals.terminate()).isEqualTo(143);
      output.addAll(annals.remainingOutput());
    }
    assertThat(output).isEmpty();
    assertThat(holders(PERSONAL)).isEmpty();
    assertThat(holders(List.of(IMPERSONAL))).hasSizeGreaterThan(3);
    for (var export : List.of("before", "after")) {
      var keys = data.resolve("seal.key.pub").toString();
      assertThat(run(0, "verify", "--export", export(export), "--keys", keys).getFirst())
          .startsWith("Intact");
    }
    Files.delete(data.resolve("key-encryption.key"));
    var refused = AnnalsProcess.start("up", "--data=" + data, "--port=0", "--query-port=0");
    assertThat(refused.awaitEnd()).isEqualTo(1);
    assertThat(refused.remainingOutput())
        .last()
        .asString()
        .contains("key-encryption key", "restore it from a backup");
  }

  private static void happen(Client client) throws Exception {
    open(client, IMPERSONAL, OWNER);
    open(client, "other", "Other");
    send(
        client,
        "/v1/accounts/%s/deposits",
        "in",
        "\"amount\":1000,\"currency\":\"EUR\",\"reference\":\"%s\"",
        REFERENCE);
    client.accepted(
        "/v1/transfers",
        "paid",
        """
        {"transferId":"paid","debitAccountId":"%s","creditAccountId":"other","amount":300,
         "currency":"EUR","reference":"%s"}
        """
            .formatted(IMPERSONAL, PAID));
    send(client, "/v1/accounts/%s/freeze", "freeze", "\"reason\":\"%s\"", REASON);
    send(client, "/v1/accounts/%s/unfreeze", "unfreeze", "\"reason\":\"%s\"", REASON);
    // Rejections are remembered, and their requests recognized.
    var rejected =
        client.send(
            "/v1/accounts/%s/withdrawals".formatted(IMPERSONAL),
            "too-much",
            "{\"amount\":9999,\"currency\":\"EUR\",\"reference\":\"%s\"}".formatted(REFERENCE));
    assertThat(rejected.statusCode()).isEqualTo(409);
    var malformed =
        client.send(
            "/v1/accounts/%s/withdrawals".formatted(IMPERSONAL),
            "malformed",
            "{\"amount\":1,\"reference\":\"%s\" \"%s\"}".formatted(REFERENCE, OWNER));
    assertThat(malformed.statusCode()).isEqualTo(400);
  }

  /** Also after the erasure, and with the words from before it. */
  private static void happenAgain(Client client) throws Exception {
    happenAgainOnce(client, "again");
    assertThat(everything(client)).doesNotContain(PERSONAL);
    happen(client);
  }

  private static void happenAgainOnce(Client client, String key) throws Exception {
    send(
        client,
        "/v1/accounts/%s/deposits",
        key,
        "\"amount\":1,\"currency\":\"EUR\",\"reference\":\"%s\"",
        REFERENCE);
  }

  private static void open(Client client, String account, String owner) throws Exception {
    client.accepted(
        "/v1/accounts",
        "open-" + account,
        "{\"accountId\":\"%s\",\"owner\":\"%s\",\"currency\":\"EUR\"}".formatted(account, owner));
  }

  private static void send(Client client, String path, String key, String body, String text)
      throws Exception {
    client.accepted(path.formatted(IMPERSONAL), key, "{" + body.formatted(text) + "}");
  }

  private static long erase(Client client, String key) throws Exception {
    return client.accepted(
        "/v1/subjects/%s/erasure".formatted(IMPERSONAL), key, "{\"reason\":\"request 17\"}");
  }

  /** What anybody can be told. */
  private static String everything(Client client) throws Exception {
    var all = new StringBuilder();
    for (var path :
        List.of(
            "/v1/accounts",
            "/v1/accounts/" + IMPERSONAL,
            "/v1/accounts/" + IMPERSONAL + "?position=6",
            "/v1/accounts/" + IMPERSONAL + "/statement",
            "/v1/accounts/" + IMPERSONAL + "/events",
            "/v1/accounts/other/statement?position=4",
            "/v1/accounts/other/events",
            "/v1/transfers/paid")) {
      all.append(client.answer(path).body()).append('\n');
    }
    return all.toString();
  }

  private static String proof(Client client, long position) {
    var path = "/v1/audit/events/%d/proof".formatted(position);
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(client.answer(path).statusCode()).isEqualTo(200));
    try {
      return client.read(path).get("leaf").stringValue();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** All files that have one of the texts in them, in any form in which it could be written. */
  private List<String> holders(List<String> texts) throws IOException {
    var forms = new ArrayList<byte[]>();
    for (var text : texts) {
      forms.add(text.getBytes(UTF_8));
      forms.add(text.getBytes(UTF_16LE));
      forms.add(text.getBytes(UTF_16BE));
      forms.add(text.replace("ä", "\\u00e4").replace("ü", "\\u00fc").getBytes(UTF_8));
    }
    try (var files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> forms.stream().anyMatch(form -> contains(file, form)))
          .map(Path::toString)
          .toList();
    }
  }

  private static boolean contains(Path file, byte[] form) {
    try {
      var bytes = new String(Files.readAllBytes(file), ISO_8859_1);
      return bytes.contains(new String(form, ISO_8859_1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String export(String name) {
    return directory.resolve(name).toString();
  }

  /** The program as its user runs it, and what it prints. */
  private static List<String> run(int exitCode, String... arguments) throws Exception {
    var process = AnnalsProcess.start(arguments);
    var printed = process.remainingOutput();
    assertThat(process.awaitEnd()).as("%s", printed).isEqualTo(exitCode);
    return printed;
  }
}
