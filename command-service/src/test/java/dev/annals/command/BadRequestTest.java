package dev.annals.command;

import static dev.annals.command.CommandApi.assertProblem;
import static dev.annals.command.CommandApi.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** No body, header or path, however bad, gets anything but a problem of a stable type. */
@SpringBootTest(
    classes = {CommandServiceApplication.class, InMemoryCommandService.class},
    properties = CommandServiceApplication.SETTINGS)
@AutoConfigureMockMvc
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class BadRequestTest {

  private static final String ACCOUNTS = "/v1/accounts";
  private static final String DEPOSITS = "/v1/accounts/ann/deposits";
  private static final String TRANSFERS = "/v1/transfers";

  private final CommandApi api;
  private long headBefore;

  BadRequestTest(MockMvcTester http, FailingEventLog log) {
    this.api = new CommandApi(http, log);
  }

  @BeforeEach
  void remember() {
    headBefore = api.head().value();
  }

  @AfterEach
  void nothing_was_stored() {
    assertThat(api.head().value()).isEqualTo(headBefore);
  }

  static Stream<Arguments> deposits() {
    return Stream.of(
        arguments("", "malformed-json"),
        arguments("   ", "malformed-json"),
        arguments("null", "malformed-json"),
        arguments("5", "malformed-json"),
        arguments("\"text\"", "malformed-json"),
        arguments("[]", "malformed-json"),
        arguments("[{\"amount\":1,\"currency\":\"EUR\"}]", "malformed-json"),
        arguments("{", "malformed-json"),
        arguments("{\"amount\":1,\"currency\":\"EUR\"", "malformed-json"),
        arguments("{\"amount\":1,\"currency\":\"EUR\"}}", "malformed-json"),
        arguments("{\"amount\":1,\"currency\":\"EUR\"} true", "malformed-json"),
        arguments("{\"amount\":1,\"currency\":\"EUR\",}", "malformed-json"),
        arguments("{\"amount\":1,\"amount\":2,\"currency\":\"EUR\"}", "malformed-json"),
        arguments("{amount:1}", "malformed-json"),
        arguments("{\"amount\":01,\"currency\":\"EUR\"}", "malformed-json"),
        arguments("{\"amount\":0x1,\"currency\":\"EUR\"}", "malformed-json"),
        arguments("{\"amount\":NaN,\"currency\":\"EUR\"}", "malformed-json"),
        arguments("{\"amount\":1,\"currency\":\"E\u0001R\"}", "malformed-json"),
        arguments("<amount>1</amount>", "malformed-json"),
        arguments("[".repeat(5_000), "malformed-json"),
        arguments("{\"amount\":1" + "0".repeat(5_000) + "}", "malformed-json"),
        arguments("{\"amount\":1,\"currency\":\"EUR\",\"note\":\"\"}", "unknown-field"),
        arguments("{\"amount\":1,\"currency\":\"EUR\",\"accountId\":\"a\"}", "unknown-field"),
        arguments("{\"\\ud800\":1}", "malformed-json"),
        arguments("{\"\\u0007\":1}", "unknown-field"),
        arguments("{}", "invalid-field"),
        arguments("{\"amount\":1}", "invalid-field"),
        arguments("{\"currency\":\"EUR\"}", "invalid-field"),
        arguments("{\"amount\":null,\"currency\":\"EUR\"}", "invalid-field"),
        arguments("{\"amount\":1,\"currency\":null}", "invalid-field"),
        arguments("{\"amount\":1,\"currency\":\"EUR\",\"reference\":null}", "invalid-field"),
        arguments("{\"amount\":\"1\",\"currency\":\"EUR\"}", "invalid-field"),
        arguments("{\"amount\":1.5,\"currency\":\"EUR\"}", "invalid-field"),
        arguments("{\"amount\":1.0,\"currency\":\"EUR\"}", "invalid-field"),
        arguments("{\"amount\":1e3,\"currency\":\"EUR\"}", "invalid-field"),
        arguments("{\"amount\":1E400,\"currency\":\"EUR\"}", "invalid-field"),
        arguments("{\"amount\":9223372036854775808,\"currency\":\"EUR\"}", "invalid-field"),
        arguments("{\"amount\":-9223372036854775809,\"currency\":\"EUR\"}", "invalid-field"),
        arguments("{\"amount\":true,\"currency\":\"EUR\"}", "invalid-field"),
        arguments("{\"amount\":[1],\"currency\":\"EUR\"}", "invalid-field"),
        arguments("{\"amount\":{\"value\":1},\"currency\":\"EUR\"}", "invalid-field"),
        arguments("{\"amount\":1,\"currency\":978}", "invalid-field"),
        arguments("{\"amount\":1,\"currency\":\"\"}", "unknown-currency"),
        arguments("{\"amount\":1,\"currency\":\"eur\"}", "unknown-currency"),
        arguments("{\"amount\":1,\"currency\":\"EURO\"}", "unknown-currency"),
        arguments("{\"amount\":1,\"currency\":\"ZZZ\"}", "unknown-currency"),
        arguments("{\"amount\":1,\"currency\":\"XXX\"}", "unknown-currency"),
        arguments("{\"amount\":1,\"currency\":\"XAU\"}", "unknown-currency"),
        arguments("{\"amount\":1,\"currency\":\"\\u0000\\u0000\\u0000\"}", "unknown-currency"),
        arguments(deposit("reference", "x".repeat(141)), "invalid-field"),
        arguments(deposit("reference", "a\\u0000b"), "invalid-field"),
        arguments(deposit("reference", "a\\nb"), "invalid-field"),
        arguments(deposit("reference", "a\\u0085b"), "invalid-field"),
        arguments(deposit("reference", "\\ud800"), "invalid-field"),
        arguments(deposit("reference", "\\udc00\\ud800"), "invalid-field"));
  }

  private static String deposit(String field, String value) {
    return "{\"amount\":1,\"currency\":\"EUR\",\"%s\":\"%s\"}".formatted(field, value);
  }

  @ParameterizedTest
  @MethodSource("deposits")
  void a_bad_body_is_a_problem(String body, String type) {
    assertProblem(api.post(DEPOSITS, body), 400, type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"accountId\":\"a\",\"currency\":\"EUR\"}",
        "{\"accountId\":\"a\",\"currency\":\"EUR\",\"owner\":\"\"}",
        "{\"accountId\":\"a\",\"currency\":\"EUR\",\"owner\":\"  \"}",
        "{\"accountId\":\"a\",\"currency\":\"EUR\",\"owner\":\"a\\tb\"}",
        "{\"owner\":\"Ann\",\"currency\":\"EUR\"}",
        "{\"accountId\":\"a\",\"owner\":\"Ann\",\"currency\":\"EUR\",\"overdraftLimit\":null}",
        "{\"accountId\":\"a\",\"owner\":\"Ann\",\"currency\":\"EUR\",\"overdraftLimit\":0.5}"
      })
  void a_bad_opening_is_a_problem(String body) {
    assertProblem(api.post(ACCOUNTS, body), 400, "invalid-field");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "-a", ".", "..", "a/b", "ä", "a\\u0000", "\\ud800"})
  void a_bad_id_in_a_body_is_a_problem(String id) {
    assertProblem(api.post(TRANSFERS, transfer(id)), 400, "invalid-id");
    assertProblem(api.post(ACCOUNTS, opening(id)), 400, "invalid-id");
  }

  @Test
  void an_id_has_a_bounded_length() {
    assertProblem(api.post(ACCOUNTS, opening("a".repeat(65))), 400, "invalid-id");
  }

  private static String transfer(String id) {
    return """
        {"transferId":"%s","debitAccountId":"a","creditAccountId":"b","amount":1,"currency":"EUR"}
        """
        .formatted(id);
  }

  private static String opening(String id) {
    return "{\"accountId\":\"%s\",\"owner\":\"Ann\",\"currency\":\"EUR\"}".formatted(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/accounts/-a/deposits",
        "/v1/accounts/a%20b/deposits",
        "/v1/accounts/%00/deposits",
        "/v1/accounts/%C3%A4/deposits",
        "/v1/accounts/%ED%A0%80/deposits",
        "/v1/accounts/a%0Ab/deposits"
      })
  void a_bad_id_in_a_path_is_a_problem(String path) {
    var answer =
        api.http()
            .post()
            .uri(URI.create(path))
            .contentType(MediaType.APPLICATION_JSON)
            .header("Idempotency-Key", newKey())
            .content(CommandApi.money(1))
            .exchange();

    assertProblem(answer, 400, "invalid-id");
  }

  @Test
  void the_problem_names_the_field() {
    var answer = api.post(DEPOSITS, "{\"amount\":1.5,\"currency\":\"EUR\"}");

    assertThat(answer).bodyJson().extractingPath("$.field").isEqualTo("amount");
  }

  @Test
  void a_text_may_be_as_long_as_promised_in_any_script() {
    var account = api.newAccount();
    headBefore++;
    var reference = "\ud83d\ude00".repeat(140);
    var body = deposit("reference", reference);

    assertThat(api.post("/v1/accounts/%s/deposits".formatted(account), body)).hasStatus(201);
    headBefore++;
  }

  @Test
  void invalid_utf_8_is_a_problem() {
    var body = deposit("reference", "\u00c3(").getBytes(StandardCharsets.ISO_8859_1);

    assertProblem(api.post(DEPOSITS, body, newKey()), 400, "malformed-json");
  }

  @Test
  void a_huge_body_is_a_problem() {
    var body = deposit("reference", "x".repeat(1 << 20));

    assertProblem(api.post(DEPOSITS, body), 413, "payload-too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE"})
  void a_wrong_method_is_a_problem_that_names_the_right_one(String method) {
    for (var path : new String[] {ACCOUNTS, DEPOSITS, TRANSFERS}) {
      var answer = api.http().method(HttpMethod.valueOf(method)).uri(path).exchange();

      assertProblem(answer, 405, "method-not-allowed");
      assertThat(answer).hasHeader("Allow", "POST");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "multipart/form-data"
      })
  void a_wrong_media_type_is_a_problem(String mediaType) {
    var answer =
        api.http()
            .post()
            .uri(DEPOSITS)
            .header("Content-Type", mediaType)
            .header("Idempotency-Key", newKey())
            .content(CommandApi.money(1))
            .exchange();

    assertProblem(answer, 415, "unsupported-media-type");
  }

  @Test
  void a_missing_media_type_is_a_problem() {
    var answer =
        api.http()
            .post()
            .uri(DEPOSITS)
            .header("Idempotency-Key", newKey())
            .content(CommandApi.money(1))
            .exchange();

    assertProblem(answer, 415, "unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1", "/v1/accounts/ann", "/v1/accounts/ann/deposit", "/v2/x"})
  void an_unknown_path_is_a_problem(String path) {
    assertProblem(api.post(path, "{}"), 404, "not-found");
  }

  @Test
  void a_bad_correlation_id_is_a_problem() {
    var answer =
        api.http()
            .post()
            .uri(DEPOSITS)
            .contentType(MediaType.APPLICATION_JSON)
            .header("Idempotency-Key", newKey())
            .header("X-Correlation-Id", "x".repeat(129))
            .content(CommandApi.money(1))
            .exchange();

    assertProblem(answer, 400, "invalid-header");
  }
}
