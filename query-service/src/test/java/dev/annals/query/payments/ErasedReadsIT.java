package dev.annals.query.payments;

import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.opened;
import static dev.annals.query.testing.PaymentLog.transferred;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.shared.PersonalMarks;
import dev.annals.contracts.subjects.SubjectEvent.SubjectErased;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.postgres.TestLog;
import dev.annals.eventstore.privacy.KeyEncryptionKeys;
import dev.annals.eventstore.privacy.PersonalFields;
import dev.annals.eventstore.privacy.PersonalPayloads;
import dev.annals.eventstore.privacy.SubjectKeys;
import dev.annals.eventstore.privacy.postgres.PostgresKeyKeeper;
import dev.annals.eventstore.privacy.postgres.PostgresSubjectKeyStore;
import dev.annals.eventstore.privacy.postgres.TestKeys;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.QueryServer;
import dev.annals.query.testing.QueryServer.Answer;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A subject is erased while two query services have its key in memory; and then comes a backup of
 * the log from before. The keys are in another database, as they should be.
 */
class ErasedReadsIT {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final List<String> PATHS =
      List.of(
          "/v1/accounts/ann",
          "/v1/accounts/ann?position=2",
          "/v1/accounts",
          "/v1/accounts/ann/statement",
          "/v1/accounts/ann/statement?position=4",
          "/v1/accounts/bob/statement",
          "/v1/transfers/t1",
          "/v1/accounts/ann/timeline",
          "/v1/accounts/bob/timeline",
          "/v1/accounts/ann/events",
          "/v1/accounts/bob/events");

  private final TestLog log = TestLog.create();
  private final TestKeys keys = keys();
  private final KeyEncryptionKeys wrapping = KeyEncryptionKeys.of(keys.keyEncryptionKey());

  private static TestKeys keys() {
    var owner = TestLog.create().owner();
    return TestKeys.in(owner.url(), owner.user(), owner.password());
  }

  @Test
  void what_was_erased_is_gone_from_every_read_and_does_not_come_back_with_a_backup()
      throws Exception {
    happen();
    var backup = backup();
    try (var one = server(log.reader().url());
        var other = server(log.reader().url())) {
      for (var server : List.of(one, other)) {
        assertThat(read(server, "/v1/accounts/ann", 5).text("owner")).isEqualTo("Owner of ann");
        assertThat(everything(server, 5)).contains("Owner of ann", "\"transfer\"", "\"deposit\"");
      }
      var tag = read(one, "/v1/accounts/ann", 5).header("etag");
      var replay = replay(one);
      assertThat(read(one, "/v1/transfers/t1?replay=" + replay, 0).text("reference"))
          .isEqualTo("transfer");

      var erasure = erase("ann");

      for (var server : List.of(one, other)) {
        assertErased(server, erasure);
      }
      var changed =
          one.get("/v1/accounts/ann", "If-None-Match", tag, "Annals-Min-Position", "" + erasure);
      assertThat(changed.status()).isEqualTo(200);
      assertThat(changed.header("etag")).isEqualTo("\"4-erased\"");
      assertThat(tag).isEqualTo("\"4\"");
      var replayed = read(one, "/v1/transfers/t1?replay=" + replay, 0);
      assertThat(replayed.json().has("reference")).isFalse();
      assertThat(
              read(one, "/v1/audit/replays/%d/differences".formatted(replay), 0)
                  .json()
                  .required("equal")
                  .asBoolean())
          .isTrue();
      try (var stream =
          one.stream("/v1/events/stream?after=0&type=subjects.SubjectErased&tag=subjectId:ann")) {
        var told = stream.next().orElseThrow();
        assertThat(told.id()).isEqualTo(erasure);
        assertThat(told.json().required("source").asString()).isEqualTo("/annals/subjects");
        assertThat(told.json().required("subject").asString()).isEqualTo("ann");
      }
      try (var stream = one.stream("/v1/events/stream?after=0")) {
        assertThat(stream.next().orElseThrow().data())
            .contains("\"owner\":null")
            .doesNotContain("Owner of ann");
      }
    }
    try (var restored = server(backup)) {
      assertErased(restored, 5);
    }
  }

  private void assertErased(QueryServer server, long position) throws Exception {
    assertThat(everything(server, position))
        .doesNotContain("Owner of ann", "\"transfer\"")
        .doesNotContain("annals:p1:")
        .contains("Owner of bob", "\"deposit\"");
    var account = read(server, "/v1/accounts/ann", position);
    assertThat(account.json().has("owner")).isFalse();
    assertThat(account.json().required("erased").toString()).isEqualTo("[\"owner\"]");
    var event = read(server, "/v1/accounts/ann/events", position).json().required("items").get(0);
    assertThat(event.required("data").required("owner").isNull()).isTrue();
    assertThat(event.required("erased").asString()).isEqualTo("owner");
    var entries = read(server, "/v1/accounts/bob/statement", position).json().required("items");
    assertThat(entries.get(0).required("erased").toString()).isEqualTo("[\"reference\"]");
    assertThat(entries.get(1).required("reference").asString()).isEqualTo("deposit");
  }

  /** Ann's words are on Bob's statement, too. */
  private void happen() {
    try (var store = new PostgresSubjectKeyStore(keys.creator(), wrapping, new SecureRandom());
        var writer = log.open()) {
      var fields = PersonalFields.of(PersonalMarks.ofAll(PaymentEvent.TYPES));
      var protection =
          new PersonalPayloads(fields, new SubjectKeys(store, 100, _ -> false), new SecureRandom());
      new PaymentLog(writer, protection)
          .append(
              opened("ann"),
              opened("bob"),
              new PaymentEvent.MoneyDeposited(PaymentLog.account("ann"), PaymentLog.eur(900), ""),
              transferred("t1", "ann", "bob", 300),
              deposited("bob", 1));
    }
  }

  private long erase(String subject) {
    try (var writer = log.open();
        var keeper = new PostgresKeyKeeper(keys.keeper())) {
      var position = append(writer, subject);
      keeper.erase(List.of(subject));
      return position;
    }
  }

  private static long append(EventLog log, String subject) {
    var event =
        new Event(
            new UUID(2, 2),
            SubjectErased.TYPE,
            "1",
            Instant.EPOCH,
            Set.of(Tag.of("subjectId", subject)),
            "{\"subjectId\":\"%s\",\"reason\":\"asked for\"}".formatted(subject),
            Map.of());
    log.append(List.of(event), AppendCondition.none()).join();
    return log.head().value();
  }

  private static String everything(QueryServer server, long position) throws Exception {
    var all = new ArrayList<String>();
    for (var path : PATHS) {
      all.add(read(server, path, position).body());
    }
    return String.join("\n", all);
  }

  private static Answer read(QueryServer server, String path, long position) throws Exception {
    var answer = server.get(path, "Annals-Min-Position", "" + position, "Prefer", "wait=20");
    assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return answer;
  }

  private static long replay(QueryServer server) throws Exception {
    var made = server.post("/v1/audit/replays", "{\"projection\":\"payments.transfer\"}");
    var number = made.json().required("replay").asLong();
    await()
        .atMost(BOUND)
        .until(() -> server.get("/v1/audit/replays/" + number).text("state").equals("DONE"));
    return number;
  }

  private QueryServer server(String url) {
    var settings = new ArrayList<>(keys.querySettings());
    settings.add("annals.log.url=" + url);
    settings.add("annals.log.user=" + log.reader().user());
    settings.add("annals.log.password=" + log.reader().password());
    return QueryServer.with(settings.toArray(String[]::new));
  }

  /** File by file, as a base backup is. */
  private String backup() throws SQLException {
    var url = log.owner().url();
    var name = url.substring(url.lastIndexOf('/') + 1);
    try (var connection =
            DriverManager.getConnection(
                url.substring(0, url.lastIndexOf('/') + 1) + "postgres",
                log.owner().user(),
                log.owner().password());
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE %1$s_backup TEMPLATE %1$s STRATEGY file_copy".formatted(name));
    }
    return url + "_backup";
  }
}
