package dev.annals.command;

import static dev.annals.command.RunningCommandService.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.annals.contracts.subjects.SubjectEvent.SubjectErased;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.postgres.TestLog;
import dev.annals.eventstore.privacy.KeyEncryptionKey;
import dev.annals.eventstore.privacy.KeyEncryptionKeys;
import dev.annals.eventstore.privacy.KeyState.Erased;
import dev.annals.eventstore.privacy.KeyState.Held;
import dev.annals.eventstore.privacy.postgres.PostgresSubjectKeyStore;
import dev.annals.eventstore.privacy.postgres.TestKeys;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the log says was erased is erased, whatever happened to the process or to the key store. */
class ErasuresOfTheLogIT {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final TestLog log = TestLog.create();

  /** As after a crash between the two, or with a key store restored from an older backup. */
  @Test
  void an_erasure_that_was_not_carried_out_is_at_the_next_start() throws Exception {
    TestKeys given;
    try (var service = RunningCommandService.on(log)) {
      given = RunningCommandService.keysOf(log);
      service.open("ann", 0);
      service.open("bob", 0);
    }
    appendErasureOf("ann");
    var wrapping = KeyEncryptionKeys.of(given.keyEncryptionKey());
    try (var keys = new PostgresSubjectKeyStore(given.reader(), wrapping, new SecureRandom())) {
      assertThat(keys.find(Set.of("ann")).get("ann")).isInstanceOf(Held.class);

      try (var service = RunningCommandService.on(log)) {
        await()
            .atMost(BOUND)
            .untilAsserted(
                () -> assertThat(keys.find(Set.of("ann")).get("ann")).isInstanceOf(Erased.class));
        assertThat(keys.find(Set.of("bob")).get("bob")).isInstanceOf(Held.class);
        assertThat(service.deposit("ann", 5, newKey()).statusCode()).isEqualTo(201);
        assertThat(service.get("/actuator/health").statusCode()).isEqualTo(200);
      }
    }
    var other = KeyEncryptionKey.draw(new SecureRandom());
    assertThatThrownBy(
            () ->
                RunningCommandService.on(log, "--annals.keys.key-encryption-keys=" + other.text())
                    .close())
        .hasStackTraceContaining(wrapping.newest().id())
        .hasStackTraceContaining("restore it from a backup");
  }

  /** A second key would hide that the first one is gone. */
  @Test
  void a_key_store_from_before_a_subject_takes_no_texts_of_it_until_it_is_erased()
      throws Exception {
    try (var service = RunningCommandService.on(log)) {
      assertThat(service.open("ann", 0).statusCode()).isEqualTo(201);
    }
    var owner = RunningCommandService.keysOf(log).owner();
    try (var connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        var statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      statement.execute("DELETE FROM %s.subject_key".formatted(owner.schema()));
    }
    try (var service = RunningCommandService.on(log)) {
      var before = service.events().size();
      var words =
          """
          {"amount":5,"currency":"EUR","reference":"words"}""";

      var refused = service.post("/v1/accounts/ann/deposits", words, newKey());

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("its keys are not to be had");
      assertThat(service.events()).hasSize(before);
      assertThat(service.deposit("ann", 5, newKey()).statusCode()).isEqualTo(201);
      assertThat(
              service
                  .post("/v1/subjects/ann/erasure", "{\"reason\":\"key lost\"}", newKey())
                  .statusCode())
          .isEqualTo(200);
      assertThat(service.post("/v1/accounts/ann/deposits", words, newKey()).statusCode())
          .isEqualTo(201);
    }
  }

  private void appendErasureOf(String subject) {
    try (var writer = log.open()) {
      var event =
          new Event(
              new UUID(9, 9),
              SubjectErased.TYPE,
              "1",
              Instant.EPOCH,
              Set.of(Tag.of("subjectId", subject)),
              "{\"subjectId\":\"%s\",\"reason\":\"crash\"}".formatted(subject),
              Map.of());
      writer.append(List.of(event), AppendCondition.none()).join();
    }
  }
}
