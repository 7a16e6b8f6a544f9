package dev.annals.command;

import static dev.annals.command.CommandApi.assertProblem;
import static dev.annals.command.CommandApi.newKey;
import static dev.annals.command.CommandApi.positionOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The same request with the same key gets the first answer, whatever has happened since. */
@SpringBootTest(
    classes = {CommandServiceApplication.class, InMemoryCommandService.class},
    properties = CommandServiceApplication.SETTINGS)
@AutoConfigureMockMvc
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class IdempotencyTest {

  private final CommandApi api;

  IdempotencyTest(MockMvcTester http, FailingEventLog log) {
    this.api = new CommandApi(http, log);
  }

  @Test
  void a_repeat_of_what_was_accepted_stores_nothing() {
    var account = api.newAccount();
    var key = newKey();
    var first = api.deposit(account, 5, key);
    api.deposit(account, 1);
    var before = api.head();

    var repeat = api.deposit(account, 5, key);

    assertThat(repeat).hasStatus(201);
    assertSameAnswer(repeat, first);
    assertThat(api.eventsAfter(before)).isEmpty();
  }

  @Test
  void what_was_accepted_stays_accepted_when_it_would_be_rejected_now() {
    var account = api.newAccount();
    api.deposit(account, 5);
    var key = newKey();
    var first = api.withdraw(account, 5, key);
    api.post("/v1/accounts/%s/closure".formatted(account), "{}");

    var repeat = api.withdraw(account, 5, key);

    assertThat(first).hasStatus(201);
    assertSameAnswer(repeat, first);
  }

  @Test
  void what_was_rejected_stays_rejected_when_it_would_be_accepted_now() {
    var account = api.newAccount();
    var key = newKey();
    var first = api.withdraw(account, 5, key);
    api.deposit(account, 100);

    var repeat = api.withdraw(account, 5, key);

    assertProblem(first, 409, "payments/insufficient-funds");
    assertSameAnswer(repeat, first);
  }

  @Test
  void what_was_rejected_is_answered_in_the_first_words_when_the_reason_has_changed() {
    var account = api.newAccount();
    var key = newKey();
    var first = api.withdraw(account, 5, key);
    api.post("/v1/accounts/%s/closure".formatted(account), "{}");

    assertSameAnswer(api.withdraw(account, 5, key), first);
  }

  @Test
  void creating_twice_points_to_the_same_place_twice() {
    var key = newKey();
    var body = "{\"accountId\":\"twice\",\"owner\":\"A\",\"currency\":\"EUR\"}";
    var first = api.post("/v1/accounts", body, key);

    var repeat = api.post("/v1/accounts", body, key);

    assertThat(repeat).hasStatus(201).hasHeader("Location", "/v1/accounts/twice");
    assertSameAnswer(repeat, first);
  }

  @Test
  void the_order_of_fields_and_white_space_make_no_other_request() {
    var account = api.newAccount();
    var key = newKey();
    var first = api.deposit(account, 5, key);

    var repeat =
        api.post(
            "/v1/accounts/%s/deposits".formatted(account),
            "{ \"currency\" : \"EUR\",\n \"reference\":\"\", \"amount\":5 }",
            key);

    assertSameAnswer(repeat, first);
  }

  @Test
  void another_body_needs_another_key() {
    var account = api.newAccount();
    var key = newKey();
    var first = api.deposit(account, 5, key);

    var answer = api.deposit(account, 6, key);

    assertProblem(answer, 422, "idempotency-key-reused");
    assertThat(positionOf(answer)).isEqualTo(positionOf(first));
  }

  @Test
  void another_account_needs_another_key() {
    var key = newKey();
    api.deposit(api.newAccount(), 5, key);

    assertProblem(api.deposit(api.newAccount(), 5, key), 422, "idempotency-key-reused");
  }

  @Test
  void another_command_with_an_equal_body_needs_another_key() {
    var account = api.newAccount();
    var key = newKey();
    api.deposit(account, 5, key);

    assertProblem(api.withdraw(account, 5, key), 422, "idempotency-key-reused");
  }

  @Test
  void a_key_first_used_for_a_rejected_request_is_used() {
    var account = api.newAccount();
    var key = newKey();
    api.withdraw(account, 5, key);

    assertProblem(api.deposit(account, 5, key), 422, "idempotency-key-reused");
  }

  @Test
  void a_rejection_with_a_key_of_another_request_is_about_the_key() {
    var account = api.newAccount();
    var key = newKey();
    var first = api.deposit(account, 5, key);

    var answer = api.withdraw(account, 500, key);

    assertProblem(answer, 422, "idempotency-key-reused");
    assertThat(positionOf(answer)).isEqualTo(positionOf(first));
  }

  @Test
  void a_request_that_was_no_command_does_not_use_its_key() {
    var account = api.newAccount();
    var key = newKey();
    api.post("/v1/accounts/%s/deposits".formatted(account), "{", key);

    assertThat(api.deposit(account, 5, key)).hasStatus(201);
  }

  @Test
  void a_command_needs_a_key() {
    var answer =
        api.http()
            .post()
            .uri("/v1/accounts/a/freeze")
            .contentType(MediaType.APPLICATION_JSON)
            .content("{}")
            .exchange();

    assertProblem(answer, 400, "idempotency-key-missing");
  }

  @Test
  void a_command_has_one_key() {
    var answer =
        api.http()
            .post()
            .uri("/v1/accounts/a/freeze")
            .contentType(MediaType.APPLICATION_JSON)
            .header("Idempotency-Key", "a", "b")
            .content("{}")
            .exchange();

    assertProblem(answer, 400, "idempotency-key-invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "schlüssel", "tab\there", "\u0001", "\u007f"})
  void a_key_is_visible_ascii(String key) {
    assertProblem(api.deposit("anyone", 1, key), 400, "idempotency-key-invalid");
  }

  @Test
  void a_key_has_a_bounded_length() {
    var account = api.newAccount();

    assertThat(api.deposit(account, 1, "k".repeat(200))).hasStatus(201);
    assertProblem(api.deposit(account, 1, "k".repeat(201)), 400, "idempotency-key-invalid");
  }

  private static void assertSameAnswer(MvcTestResult repeat, MvcTestResult first) {
    assertThat(repeat).hasStatus(first.getResponse().getStatus()).bodyText().isEqualTo(body(first));
    assertThat(positionOf(repeat)).isEqualTo(positionOf(first));
  }

  private static String body(MvcTestResult answer) {
    try {
      return answer.getResponse().getContentAsString();
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError(e);
    }
  }
}
