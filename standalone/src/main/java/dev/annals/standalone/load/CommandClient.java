package dev.annals.standalone.load;

import dev.annals.contracts.payments.PaymentRejected.Reason;
import dev.annals.standalone.load.Answer.Accepted;
import dev.annals.standalone.load.Answer.Rejected;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The command service over HTTP. */
final class CommandClient {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, Reason> REASONS =
      Arrays.stream(Reason.values()).collect(Collectors.toMap(Reason::name, Function.identity()));

  private static final String KEY_REUSED = "/problems/idempotency-key-reused";

  private final PatientHttp http;
  private final URI service;
  private final InstructionJson json;

  CommandClient(PatientHttp http, URI service, InstructionJson json) {
    this.http = http;
    this.service = service;
    this.json = json;
  }

  /**
   * Makes sure that the service is there, and is no other one.
   *
   * @throws LoadFailedException if it is not
   */
  void requireReachable() throws InterruptedException {
    var answer = http.sendOnce(PatientHttp.to(at("/v1/accounts")).GET().build());
    // It takes commands only; the query service would answer with accounts.
    if (answer.statusCode() != 405 && answer.statusCode() != 503) {
      throw new LoadFailedException(
          "%s is not the command service: it answers GET /v1/accounts with %d."
              .formatted(service, answer.statusCode()));
    }
  }

  /**
   * Has the instruction decided.
   *
   * @throws LoadFailedException if the service answers neither acceptance nor rejection
   */
  Answer send(KeyedInstruction keyed) throws InterruptedException {
    var request =
        PatientHttp.to(at(InstructionJson.path(keyed.instruction())))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", keyed.key())
            .POST(BodyPublishers.ofByteArray(json.body(keyed)))
            .build();
    try {
      var response = http.send(request);
      return answer(response).orElseThrow(() -> new LoadFailedException(unexpected(response)));
    } catch (LoadFailedException e) {
      throw new LoadFailedException("%s: %s".formatted(keyed.origin(), e.getMessage()), e);
    }
  }

  private static String unexpected(HttpResponse<String> response) {
    var answer = PatientHttp.answer(response);
    return answer.contains(KEY_REUSED)
        ? answer + " (was another file, or this one in another currency, loaded before?)"
        : answer;
  }

  private static Optional<Answer> answer(HttpResponse<String> response) {
    return switch (response.statusCode()) {
      case 200, 201 ->
          response.headers().firstValue("Annals-Position").flatMap(CommandClient::accepted);
      case 404, 409, 422 -> rejected(response.body());
      default -> Optional.empty();
    };
  }

  private static Optional<Answer> accepted(String position) {
    return Positions.parse(position).map(Accepted::new);
  }

  /** Empty if this is a problem, but none of the business. */
  private static Optional<Answer> rejected(String problem) {
    try {
      var reason = JSON.readTree(problem).path("reason").asString("");
      return Optional.ofNullable(REASONS.get(reason)).map(Rejected::new);
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
  }

  private URI at(String path) {
    return URI.create(service + path);
  }
}
