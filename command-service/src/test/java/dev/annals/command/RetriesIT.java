package dev.annals.command;

import static dev.annals.command.RunningCommandService.atOnce;
import static dev.annals.command.RunningCommandService.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.postgres.TestLog;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A client that heard nothing may ask again, as often and as impatiently as it likes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetriesIT {

  private final TestLog log = TestLog.create();
  private RunningCommandService service;

  @BeforeAll
  void start() {
    service = RunningCommandService.on(log);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void what_was_accepted_stays_accepted_after_the_state_has_moved_on() {
    service.open("spent", 0);
    service.deposit("spent", 10, newKey());
    var key = newKey();
    var first = service.withdraw("spent", 10, key);
    var events = service.events().size();

    var repeat = service.withdraw("spent", 10, key);

    assertThat(first.statusCode()).isEqualTo(201);
    assertSame(repeat, first);
    assertThat(service.events()).hasSize(events);
  }

  @Test
  void what_was_rejected_stays_rejected_after_the_state_has_moved_on() {
    service.open("poor", 0);
    var key = newKey();
    var first = service.withdraw("poor", 10, key);
    service.deposit("poor", 100, newKey());
    var events = service.events().size();

    var repeat = service.withdraw("poor", 10, key);

    assertThat(first.statusCode()).isEqualTo(409);
    assertSame(repeat, first);
    assertThat(service.events()).hasSize(events);
  }

  @Test
  void answers_outlive_the_process_that_gave_them() {
    service.open("patient", 0);
    var acceptedKey = newKey();
    var rejectedKey = newKey();
    var accepted = service.deposit("patient", 10, acceptedKey);
    var rejected = service.withdraw("patient", 500, rejectedKey);
    service.deposit("patient", 1_000, newKey());

    try (var another = RunningCommandService.on(log)) {
      assertSame(another.deposit("patient", 10, acceptedKey), accepted);
      assertSame(another.withdraw("patient", 500, rejectedKey), rejected);
    }
  }

  @Test
  void one_of_many_equal_requests_is_handled() throws Exception {
    service.open("hasty", 0);
    var events = service.events().size();
    var key = newKey();

    var answers = atOnce(copies(32, () -> service.deposit("hasty", 10, key)));

    assertThat(answers).allSatisfy(answer -> assertSame(answer, answers.getFirst()));
    assertThat(answers.getFirst().statusCode()).isEqualTo(201);
    assertThat(service.events()).hasSize(events + 1);
  }

  @Test
  void many_equal_requests_that_are_rejected_hear_the_same() throws Exception {
    service.open("hopeless", 0);
    var events = service.events().size();
    var key = newKey();

    var answers = atOnce(copies(32, () -> service.withdraw("hopeless", 10, key)));

    assertThat(answers).allSatisfy(answer -> assertSame(answer, answers.getFirst()));
    assertThat(answers.getFirst().statusCode()).isEqualTo(409);
    assertThat(service.events()).hasSize(events);
  }

  @Test
  void one_of_many_requests_that_fight_for_a_key_gets_it() throws Exception {
    service.open("one", 0);
    service.open("other", 0);
    var events = service.events().size();
    var key = newKey();

    var answers =
        atOnce(
            List.<Callable<HttpResponse<String>>>of(
                () -> service.deposit("one", 1, key),
                () -> service.deposit("other", 1, key),
                () -> service.deposit("one", 2, key),
                () -> service.deposit("other", 2, key)));

    assertThat(answers)
        .extracting(HttpResponse::statusCode)
        .containsExactlyInAnyOrder(201, 422, 422, 422);
    assertThat(service.events()).hasSize(events + 1);
  }

  private static List<Callable<HttpResponse<String>>> copies(
      int count, Callable<HttpResponse<String>> call) {
    return Collections.nCopies(count, call);
  }

  private static void assertSame(HttpResponse<String> repeat, HttpResponse<String> first) {
    assertThat(repeat.statusCode()).isEqualTo(first.statusCode());
    assertThat(repeat.body()).isEqualTo(first.body());
    assertThat(position(repeat)).isPresent().isEqualTo(position(first));
  }

  private static Optional<String> position(HttpResponse<String> answer) {
    return answer.headers().firstValue("Annals-Position");
  }
}
