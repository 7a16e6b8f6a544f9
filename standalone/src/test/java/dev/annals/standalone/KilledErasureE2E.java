package dev.annals.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.standalone.postgres.Databases;
import dev.annals.standalone.postgres.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes are killed where it would hurt most: between two keys that wrap, and between the event
 * of an erasure and the end of the key. Row locks of this test hold them there.
 */
class KilledErasureE2E {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String OWNER = "Zebedäus Quittenbaum";

  private static final String LOCK_SUBJECT =
      "SELECT 1 FROM annals_keys.subject_key WHERE subject = 'ann' FOR UPDATE";

  private static final String LOCK_FORMER =
      """
      SELECT 1 FROM annals_keys.key_encryption_key ORDER BY added_at LIMIT 1 FOR UPDATE
      """;

  private static final String WAITING =
      """
      SELECT count(*) FROM pg_stat_activity
       WHERE datname = 'annals_keys' AND wait_event_type = 'Lock'
      """;

  /** Or else the server would do what nobody waits for any more as soon as the lock is gone. */
  private static final String END_WAITING =
      """
      SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity
       WHERE datname = 'annals_keys' AND wait_event_type = 'Lock'
      """;

  private static final String WRAPPED_BY_NEWEST =
      """
      SELECT count(*) FROM annals_keys.subject_key
       WHERE key_encryption_key =
             (SELECT id FROM annals_keys.key_encryption_key ORDER BY added_at DESC LIMIT 1)
      """;

  private static final String REGISTERED = "SELECT count(*) FROM annals_keys.key_encryption_key";

  private static final String KEYS_OF_ANN =
      "SELECT count(wrapped_key) FROM annals_keys.subject_key WHERE subject = 'ann'";

  private static final String ERASURES =
      "SELECT count(*) FROM annals_log.event WHERE type = 'subjects.SubjectErased'";

  @TempDir Path directory;

  @Test
  void what_was_killed_in_the_middle_is_finished() throws Exception {
    var data = directory.resolve("data");
    try (var annals = AnnalsProcess.up(data);
        var client = new Client(annals)) {
      open(client, "ann");
      open(client, "bob");
      killARotationThatWraps(data, client);
      killARotationThatRetires(data, client);
      rotate(data, "--resume", "--drop-former");
      assertThat(count(data, Databases.KEYS, REGISTERED)).isEqualTo(1);
      assertThat(owner(client, "ann")).isEqualTo(OWNER);
      killAnErasure(data, annals, client);
    }
    try (var annals = AnnalsProcess.up(data);
        var client = new Client(annals)) {
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(count(data, Databases.KEYS, KEYS_OF_ANN)).isZero());
      assertThat(count(data, Databases.LOG, ERASURES)).isEqualTo(1);
      // The client that never had its answer asks again, and gets that of the erasure there was.
      client.hasSeen(erase(client));
      assertThat(count(data, Databases.LOG, ERASURES)).isEqualTo(1);
      assertThat(client.answer("/v1/accounts/ann").body())
          .doesNotContain(OWNER)
          .contains("\"erased\":[\"owner\"]");
      assertThat(owner(client, "bob")).isEqualTo(OWNER);
    }
  }

  /** The new key is registered and in the file, and nothing is wrapped by it yet. */
  private void killARotationThatWraps(Path data, Client client) throws Exception {
    try (var lock = connect(data, Databases.KEYS)) {
      hold(lock, LOCK_SUBJECT);
      killWhenItWaits(data);
    }
    assertThat(count(data, Databases.KEYS, REGISTERED)).isEqualTo(2);
    assertThat(count(data, Databases.KEYS, WRAPPED_BY_NEWEST)).isZero();
    open(client, "cid");
    assertThat(owner(client, "ann")).isEqualTo(OWNER);
  }

  /** The new key wraps everything, and the former is neither retired nor out of the file. */
  private void killARotationThatRetires(Path data, Client client) throws Exception {
    try (var lock = connect(data, Databases.KEYS)) {
      hold(lock, LOCK_FORMER);
      killWhenItWaits(data, "--resume", "--drop-former");
    }
    assertThat(count(data, Databases.KEYS, REGISTERED)).isEqualTo(2);
    assertThat(count(data, Databases.KEYS, WRAPPED_BY_NEWEST)).isEqualTo(3);
    open(client, "dan");
    assertThat(owner(client, "ann")).isEqualTo(OWNER);
  }

  private static void killWhenItWaits(Path data, String... options) throws Exception {
    try (var rotation = AnnalsProcess.start(arguments(data, options))) {
      awaitLock(data);
      rotation.kill();
      assertThat(count(data, Databases.KEYS, END_WAITING)).isEqualTo(1);
    }
  }

  private static void rotate(Path data, String... options) throws Exception {
    try (var rotation = AnnalsProcess.start(arguments(data, options))) {
      assertThat(rotation.awaitEnd()).as("%s", rotation.remainingOutput()).isZero();
    }
  }

  private static String[] arguments(Path data, String... options) {
    var arguments = new String[options.length + 3];
    arguments[0] = "rotate-key-encryption-key";
    arguments[1] = "--data";
    arguments[2] = data.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return arguments;
  }

  /** The event is in the log, and the key is still there. */
  private static void killAnErasure(Path data, AnnalsProcess annals, Client client)
      throws Exception {
    try (var lock = connect(data, Databases.KEYS)) {
      hold(lock, LOCK_SUBJECT);
      var answer = CompletableFuture.supplyAsync(() -> isAnswered(client));
      awaitLock(data);
      assertThat(count(data, Databases.LOG, ERASURES)).isEqualTo(1);
      annals.kill();
      assertThat(answer.get()).isFalse();
      assertThat(count(data, Databases.KEYS, END_WAITING)).isEqualTo(1);
    }
    assertThat(count(data, Databases.KEYS, KEYS_OF_ANN)).isEqualTo(1);
  }

  private static boolean isAnswered(Client client) {
    try {
      erase(client);
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static long erase(Client client) throws IOException, InterruptedException {
    return client.accepted("/v1/subjects/ann/erasure", "erase", "{\"reason\":\"request 17\"}");
  }

  private static void open(Client client, String account) throws Exception {
    client.accepted(
        "/v1/accounts",
        "open-" + account,
        "{\"accountId\":\"%s\",\"owner\":\"%s\",\"currency\":\"EUR\"}".formatted(account, OWNER));
  }

  private static String owner(Client client, String account) throws Exception {
    return client.read("/v1/accounts/" + account).get("owner").stringValue();
  }

  private static void hold(Connection connection, String lock) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(lock)) {
      assertThat(rows.next()).as(lock).isTrue();
    }
  }

  private static void awaitLock(Path data) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(count(data, Databases.KEYS, WAITING)).isPositive());
  }

  private static long count(Path data, String database, String question)
      throws IOException, SQLException {
    try (var connection = connect(data, database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(question)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Connection connect(Path data, String database) throws IOException, SQLException {
    var server = RunningServer.of(data);
    return DriverManager.getConnection(
        server.url(database), "postgres", server.password("superuser"));
  }
}
