package dev.annals.command;

import static dev.annals.command.CommandApi.assertProblem;
import static dev.annals.command.CommandApi.newKey;
import static dev.annals.command.CommandApi.positionOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.privacy.InMemorySubjectKeyStore;
import dev.annals.eventstore.privacy.KeyState.Erased;
import dev.annals.eventstore.privacy.KeyState.Held;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What a client may rely on when a person is to be forgotten. */
@SpringBootTest(
    classes = {CommandServiceApplication.class, InMemoryCommandService.class},
    properties = CommandServiceApplication.SETTINGS)
@AutoConfigureMockMvc
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class EraseSubjectTest {

  private static final String REASON = "{\"reason\":\"request 17\"}";
  private static final String ERASED = "subjects.SubjectErased";

  private final CommandApi api;
  private final InMemorySubjectKeyStore keys;

  EraseSubjectTest(MockMvcTester http, FailingEventLog log, InMemorySubjectKeyStore keys) {
    this.api = new CommandApi(http, log);
    this.keys = keys;
  }

  @Test
  void the_log_tells_it_and_the_key_is_gone_when_it_is_answered() {
    var subject = api.newAccount();
    assertThat(keys.find(Set.of(subject)).get(subject)).isInstanceOf(Held.class);
    var before = api.head();

    var answer = erase(subject);

    assertThat(answer).hasStatus(200);
    var event = api.eventsAfter(before).getFirst();
    assertThat(positionOf(answer)).isEqualTo(event.position().toString());
    assertThat(event.event().type()).isEqualTo(ERASED);
    assertThat(event.event().payload())
        .isEqualTo("{\"subjectId\":\"%s\",\"reason\":\"request 17\"}".formatted(subject));
    assertThat(event.event().metadata()).containsKeys("actor", "commandId", "sourceAddress");
    assertThat(keys.find(Set.of(subject)).get(subject)).isInstanceOf(Erased.class);
  }

  @Test
  void to_erase_again_is_answered_as_the_first_time() {
    var subject = api.newAccount();
    var first = erase(subject);
    api.newAccount();
    var before = api.head();

    var again = erase(subject);

    assertThat(again).hasStatus(200);
    assertThat(positionOf(again)).isEqualTo(positionOf(first));
    assertThat(again).bodyJson().extractingPath("$.position").isNotNull();
    assertThat(api.eventsAfter(before)).isEmpty();
  }

  @Test
  void commands_work_on_and_leave_out_what_is_personal() {
    var subject = api.newAccount();
    erase(subject);
    var before = api.head();

    assertThat(deposit(subject, 5, "for the dentist", newKey())).hasStatus(201);

    var payload = api.eventsAfter(before).getFirst().event().payload();
    assertThat(payload)
        .contains("\"reference\":\"annals:p1:%s:erased\"".formatted(subject))
        .doesNotContain("dentist");
  }

  @Test
  void what_is_personal_is_stored_encrypted() {
    var subject = api.newAccount();
    var before = api.head();
    deposit(subject, 5, "for the dentist", newKey());

    var payload = api.eventsAfter(before).getFirst().event().payload();

    assertThat(payload).contains("annals:p1:%s:".formatted(subject)).doesNotContain("dentist");
  }

  @Test
  void a_repeat_is_recognized_before_and_after_the_erasure() {
    var subject = api.newAccount();
    var key = newKey();
    var first = deposit(subject, 5, "for the dentist", key);
    assertThat(positionOf(deposit(subject, 5, "for the dentist", key)))
        .isEqualTo(positionOf(first));
    assertProblem(deposit(subject, 5, "for the barber", key), 422, "idempotency-key-reused");

    erase(subject);

    assertThat(positionOf(deposit(subject, 5, "for the dentist", key)))
        .isEqualTo(positionOf(first));
    assertProblem(deposit(subject, 6, "for the dentist", key), 422, "idempotency-key-reused");
  }

  @Test
  void who_is_not_known_cannot_be_erased() {
    var before = api.head();

    assertProblem(erase("nobody-at-all"), 404, "subjects/unknown-subject");

    assertThat(api.eventsAfter(before)).isEmpty();
    assertThat(keys.find(Set.of("nobody-at-all"))).isEmpty();
  }

  @Test
  void a_key_of_another_request_erases_nothing() {
    var subject = api.newAccount();
    var key = newKey();
    api.deposit(subject, 5, key);

    assertProblem(api.post(path(subject), REASON, key), 422, "idempotency-key-reused");

    assertThat(keys.find(Set.of(subject)).get(subject)).isInstanceOf(Held.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"reason\":\" \"}", "{\"reason\":\"a\\u0000b\"}"})
  void without_a_reason_nothing_is_erased(String body) {
    var subject = api.newAccount();

    assertProblem(api.post(path(subject), body), 400, "invalid-field");
    assertProblem(api.post(path("-no-id"), REASON), 400, "invalid-id");

    assertThat(keys.find(Set.of(subject)).get(subject)).isInstanceOf(Held.class);
  }

  private MvcTestResult erase(String subject) {
    return api.post(path(subject), REASON);
  }

  private static String path(String subject) {
    return "/v1/subjects/%s/erasure".formatted(subject);
  }

  private MvcTestResult deposit(String account, long amount, String reference, String key) {
    return api.post(
        "/v1/accounts/%s/deposits".formatted(account),
        "{\"amount\":%d,\"currency\":\"EUR\",\"reference\":\"%s\"}".formatted(amount, reference),
        key);
  }
}
