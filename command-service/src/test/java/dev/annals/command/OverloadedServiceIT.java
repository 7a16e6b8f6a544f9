package dev.annals.command;

import static dev.annals.command.RunningCommandService.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.TestLog;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Too much at once is answered at once, and what was taken on is done. */
class OverloadedServiceIT {

  private static final int REQUESTS = 32;
  private static final int QUEUE = 4;

  @Test
  void what_cannot_wait_is_refused_quickly_and_what_waits_is_not_lost() throws Exception {
    var log = TestLog.create();
    try (var service = RunningCommandService.on(log, narrow())) {
      requireBoundedWaiting(service, log);
    }
  }

  @Test
  void more_commands_than_may_be_under_way_are_refused_quickly_whatever_they_would_wait_for()
      throws Exception {
    var log = TestLog.create();
    try (var service = RunningCommandService.on(log, "--annals.commands.under-way-max=" + QUEUE)) {
      requireBoundedWaiting(service, log);
    }
  }

  private static void requireBoundedWaiting(RunningCommandService service, TestLog log)
      throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < REQUESTS; i++) {
        assertThat(service.open("account-" + i, 0).statusCode()).isEqualTo(201);
      }
      List<Future<HttpResponse<String>>> futures = new ArrayList<>();
      try (var blocker = blockAppends(log)) {
        for (var i = 0; i < REQUESTS; i++) {
          var account = "account-" + i;
          futures.add(threads.submit(() -> service.deposit(account, 1, newKey())));
        }
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> futures.stream().filter(Future::isDone).count() > QUEUE);
        blocker.rollback();
      }

      var answers = RunningCommandService.results(futures);

      assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(201, 503);
      assertThat(answers)
          .filteredOn(answer -> answer.statusCode() == 503)
          .hasSizeGreaterThan(QUEUE)
          .allSatisfy(
              refused -> {
                assertThat(refused.body()).contains("/problems/overloaded");
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
              });
      var accepted = answers.stream().filter(answer -> answer.statusCode() == 201).count();
      assertThat(service.events()).hasSize(REQUESTS + Math.toIntExact(accepted));
      assertThat(service.deposit("account-0", 1, newKey()).statusCode()).isEqualTo(201);
    }
  }

  /** Reading goes on; whoever appends waits for the end of this transaction. */
  private static Connection blockAppends(TestLog log) throws SQLException {
    var owner = log.owner();
    var connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("LOCK TABLE %s.event IN EXCLUSIVE MODE".formatted(owner.schema()));
    }
    return connection;
  }

  private static LogLimits narrow() {
    var usual = LogLimits.defaults();
    return new LogLimits(
        QUEUE,
        usual.queueCharactersMax(),
        1,
        usual.batchCharactersMax(),
        usual.tailEventsMax(),
        usual.tailCharactersMax(),
        usual.readersMax(),
        usual.pollInterval(),
        usual.recoveryTimeout());
  }
}
