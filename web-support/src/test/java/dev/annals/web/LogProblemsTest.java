package dev.annals.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.annals.eventstore.log.EventLogException;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LogProblemsTest {

  static Stream<Arguments> troubles() {
    var cause = new IOException("the secret cause");
    return Stream.of(
        arguments(new EventLogException.Overloaded("full"), "overloaded"),
        arguments(new EventLogException.Unavailable("gone", cause), "unavailable"),
        arguments(new EventLogException.OutcomeUnknown("lost", cause), "outcome-unknown"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void a_log_in_trouble_asks_for_a_retry(EventLogException trouble, String slug) {
    var answer = LogProblems.of(trouble);

    assertThat(answer.problem().status()).isEqualTo(503);
    assertThat(answer.problem().type()).isEqualTo("/problems/" + slug);
    assertThat(answer.headers()).containsKey("Retry-After");
    assertThat(answer.problem().detail()).doesNotContain("secret");
  }
}
