package dev.annals.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole system, from an empty directory over a restart to its refusals. */
class UpE2E {

  /** What a shell and a service manager expect of a process that ends on SIGTERM. */
  private static final int TERMINATED = 143;

  @TempDir Path directory;

  @Test
  void takes_commands_shows_them_at_once_and_keeps_them_over_a_restart() throws Exception {
    var data = directory.resolve("data");
    try (var annals = AnnalsProcess.up(data);
        var client = new Client(annals)) {
      assertThat(permissions(data)).isEqualTo("rwx------");
      assertThat(permissions(data.resolve("passwords.properties"))).isEqualTo("rw-------");
      pay(client);
      readsWhatWasPaid(client);
      assertThat(annals.terminate()).isEqualTo(TERMINATED);
      assertThat(annals.remainingOutput()).isEmpty();
    }

    try (var annals = AnnalsProcess.up(data);
        var client = new Client(annals)) {
      readsWhatWasPaid(client);
      // The first answer again, and no new event.
      pay(client);
      assertThat(client.read("/v1/accounts/alice/events").get("items")).hasSize(3);
      readsWhatWasPaid(client);
    }
  }

  @Test
  void stops_by_itself_when_it_only_had_to_become_ready() throws Exception {
    var data = directory.resolve("data");
    var annals =
        AnnalsProcess.start("up", "--data=" + data, "--port=0", "--query-port=0", "--until-ready");

    assertThat(annals.remainingOutput()).last().asString().startsWith("Annals is ready: ");
    assertThat(annals.awaitEnd()).isZero();
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void refuses_a_data_directory_that_is_in_use() throws Exception {
    var data = directory.resolve("data");
    try (var annals = AnnalsProcess.up(data)) {
      var second =
          AnnalsProcess.start("up", "--data", data.toString(), "--port=0", "--query-port=0");

      assertThat(second.awaitEnd()).isEqualTo(1);
      assertThat(second.remainingOutput())
          .singleElement()
          .asString()
          .startsWith("annals: data directory in use by process %d: ".formatted(annals.pid()));
    }
  }

  @Test
  void refuses_a_port_that_is_in_use() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = taken.getLocalPort();
      var data = directory.resolve("data");

      var annals = AnnalsProcess.start("up", "--data=" + data, "--port=0", "--query-port=" + port);

      assertThat(annals.awaitEnd()).isEqualTo(1);
      assertThat(annals.remainingOutput())
          .containsExactly(
              "annals: port %d is in use; choose another with --query-port".formatted(port));
      assertThat(data.resolve("postgres")).doesNotExist();
    }
  }

  @Test
  void refuses_a_directory_that_holds_something_else() throws Exception {
    Files.writeString(directory.resolve("letter.txt"), "Dear reader");

    var annals = AnnalsProcess.start("up", "--data=" + directory, "--port=0", "--query-port=0");

    assertThat(annals.awaitEnd()).isEqualTo(1);
    assertThat(annals.remainingOutput())
        .containsExactly(
            "annals: %s is not empty and not a data directory of Annals; choose another with --data"
                .formatted(directory.toRealPath()));
    assertThat(directory).isDirectoryNotContaining(file -> !file.endsWith("letter.txt"));
  }

  @Test
  void refuses_wrong_options_with_exit_code_2() throws Exception {
    var annals = AnnalsProcess.start("up", "--port", "70000");

    assertThat(annals.awaitEnd()).isEqualTo(2);
    assertThat(annals.remainingOutput())
        .first()
        .asString()
        .contains("--port")
        .contains("'70000' is not a port: 0 to 65535");
  }

  @Test
  void stops_cleanly_when_told_to_while_it_starts() throws Exception {
    var data = directory.resolve("data");
    var annals = AnnalsProcess.start("up", "--data=" + data, "--port=0", "--query-port=0");
    assertThat(annals.awaitLine()).startsWith("annals: preparing a new data directory in ");

    assertThat(annals.terminate()).isEqualTo(TERMINATED);

    assertThat(annals.remainingOutput()).isEmpty();
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    try (var again = AnnalsProcess.up(data);
        var client = new Client(again)) {
      pay(client);
      readsWhatWasPaid(client);
    }
  }

  private static void pay(Client client) throws IOException, InterruptedException {
    client.accepted("/v1/accounts", "open-alice", open("alice", "Alice"));
    client.accepted("/v1/accounts", "open-bob", open("bob", "Bob"));
    client.accepted(
        "/v1/accounts/alice/deposits",
        "deposit",
        """
        {"amount": 10000, "currency": "EUR"}
        """);
    client.accepted(
        "/v1/transfers",
        "transfer",
        """
        {"transferId": "rent", "debitAccountId": "alice", "creditAccountId": "bob",
         "amount": 2550, "currency": "EUR"}
        """);
  }

  private static String open(String account, String owner) {
    return """
    {"accountId": "%s", "owner": "%s", "currency": "EUR"}
    """
        .formatted(account, owner);
  }

  private static void readsWhatWasPaid(Client client) throws IOException, InterruptedException {
    assertThat(client.balance("alice")).isEqualTo(7450);
    assertThat(client.balance("bob")).isEqualTo(2550);
    var statement = client.read("/v1/accounts/alice/statement").get("items");
    assertThat(statement).hasSize(2);
    assertThat(statement.get(1).get("balanceAfter").longValue()).isEqualTo(7450);
    assertThat(client.read("/v1/transfers/rent").get("amount").longValue()).isEqualTo(2550);
    assertThat(client.read("/v1/accounts/alice/events").get("items"))
        .extracting(event -> event.get("type").stringValue())
        .containsExactly(
            "payments.AccountOpened", "payments.MoneyDeposited", "payments.MoneyTransferred");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
