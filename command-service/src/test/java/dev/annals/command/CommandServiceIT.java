package dev.annals.command;

import static dev.annals.command.RunningCommandService.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.eventstore.log.postgres.TestLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service as an operator starts it and a client meets it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandServiceIT {

  private RunningCommandService service;

  @BeforeAll
  void start() {
    service = RunningCommandService.on(TestLog.create());
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void a_payment_from_opening_to_closing() {
    assertThat(service.open("ann", 100).statusCode()).isEqualTo(201);
    assertThat(service.open("bob", 0).headers().firstValue("Location"))
        .contains("/v1/accounts/bob");
    assertThat(service.deposit("ann", 50, newKey()).statusCode()).isEqualTo(201);
    var transfer = service.transfer("gift", "ann", "bob", 150);
    assertThat(transfer.headers().firstValue("Location")).contains("/v1/transfers/gift");
    assertThat(service.withdraw("bob", 150, newKey()).statusCode()).isEqualTo(201);
    assertThat(service.withdraw("ann", 1, newKey()).statusCode()).isEqualTo(409);
    var closing = service.post("/v1/accounts/bob/closure", "{\"reason\":\"done\"}", newKey());
    assertThat(closing.statusCode()).isEqualTo(200);
    assertThat(service.deposit("bob", 1, newKey()).body()).contains("ACCOUNT_CLOSED");

    var events = service.events();

    assertThat(events)
        .extracting(each -> each.event().type())
        .containsExactly(
            "payments.AccountOpened",
            "payments.AccountOpened",
            "payments.MoneyDeposited",
            "payments.MoneyTransferred",
            "payments.MoneyWithdrawn",
            "payments.AccountClosed");
    assertThat(closing.headers().firstValue("Annals-Position"))
        .contains(events.getLast().position().toString());
  }

  @Test
  void is_healthy() {
    assertThat(service.get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
  }

  @Test
  void counts_its_conflicts() {
    assertThat(service.get("/actuator/metrics/annals.command.conflicts").statusCode())
        .isEqualTo(200);
    assertThat(service.get("/actuator/prometheus").body()).contains("annals_command_conflicts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/accounts/a%2Fb/deposits", "/v1/accounts/%00/deposits", "/v1/accounts/%ED%A0"})
  void a_strange_path_is_a_problem(String path) {
    var answer = service.post(path, CommandApi.money(1), newKey());

    assertThat(answer.statusCode()).isBetween(400, 404);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith(CommandApi.PROBLEM);
  }

  @Test
  void does_not_start_without_a_log() {
    var application = CommandServiceApplication.builder();

    assertThatThrownBy(() -> application.run("--server.port=0"))
        .hasStackTraceContaining("annals.log.url is missing");
  }
}
