package dev.annals.command;

import static dev.annals.command.RunningCommandService.atOnce;
import static dev.annals.command.RunningCommandService.newKey;
import static dev.annals.command.RunningCommandService.results;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.eventstore.log.postgres.TestLog;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** Many payments at once: no cent is lost or made, and nobody waits without need. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConcurrentPaymentsIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

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
  void transfers_in_both_directions_conserve_money() throws Exception {
    service.open("left", 0);
    service.open("right", 0);
    service.deposit("left", 500, newKey());
    service.deposit("right", 500, newKey());
    var calls = new ArrayList<Callable<HttpResponse<String>>>();
    for (var i = 0; i < 64; i++) {
      var id = "swing-" + i;
      var leftward = i % 2 == 0;
      var amount = 50 + i;
      calls.add(
          () ->
              leftward
                  ? service.transfer(id, "right", "left", amount)
                  : service.transfer(id, "left", "right", amount));
    }

    var answers = atOnce(calls);

    assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(201, 409);
    var accepted = answers.stream().filter(answer -> answer.statusCode() == 201).count();
    var transfers = transfersOf("swing-");
    assertThat(transfers).hasSize(Math.toIntExact(accepted));
    assertThat(transfers).extracting(MoneyTransferred::transferId).doesNotHaveDuplicates();
    assertNeverOverdrawn(transfers);
  }

  private static void assertNeverOverdrawn(List<MoneyTransferred> transfers) {
    var balances = new HashMap<String, Long>();
    balances.put("left", 500L);
    balances.put("right", 500L);
    for (var transfer : transfers) {
      var amount = transfer.amount().minorUnits();
      balances.merge(transfer.debitAccountId().value(), -amount, Long::sum);
      balances.merge(transfer.creditAccountId().value(), amount, Long::sum);
      assertThat(balances.values()).allSatisfy(balance -> assertThat(balance).isNotNegative());
      assertThat(balances.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(1_000);
    }
  }

  @Test
  void two_processes_do_not_spend_the_same_money_twice() throws Exception {
    service.open("shared-purse", 0);
    service.open("shop", 0);
    service.deposit("shared-purse", 100, newKey());
    try (var another = RunningCommandService.on(log)) {
      var calls = new ArrayList<Callable<HttpResponse<String>>>();
      for (var i = 0; i < 32; i++) {
        var id = "twice-" + i;
        var through = i % 2 == 0 ? service : another;
        calls.add(() -> through.transfer(id, "shared-purse", "shop", 10));
      }

      var answers = atOnce(calls);

      assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(201, 409, 503);
      var accepted = answers.stream().filter(answer -> answer.statusCode() == 201).count();
      assertThat(transfersOf("twice-")).hasSize(Math.toIntExact(accepted));
      assertThat(accepted).isBetween(1L, 10L);
    }
  }

  @Test
  void thousands_pay_one_merchant_without_a_conflict() throws Exception {
    var payers = 200;
    var payments = 2_000;
    service.open("merchant", 0);
    inFlight(payers, i -> service.open("payer-" + i, 1_000_000));
    var conflictsBefore = service.conflicts();

    var answers =
        inFlight(
            payments, i -> service.transfer("sale-" + i, "payer-" + i % payers, "merchant", 1));

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
    assertThat(service.conflicts() - conflictsBefore).isZero();
    assertThat(transfersOf("sale-")).hasSize(payments);
  }

  /** Money coming in cannot make funds insufficient, so it breaks no payment going out. */
  @Test
  void a_merchant_pays_out_while_everyone_pays_in() throws Exception {
    var payers = 50;
    service.open("busy-merchant", 0);
    service.open("supplier", 0);
    service.deposit("busy-merchant", 1_000_000, newKey());
    inFlight(payers, i -> service.open("customer-" + i, 1_000_000));
    var conflictsBefore = service.conflicts();

    var answers =
        inFlight(
            1_000,
            i ->
                switch (i % 4) {
                  case 0 -> service.transfer("payout-" + i, "busy-merchant", "supplier", 1);
                  case 1 -> service.deposit("busy-merchant", 1, newKey());
                  default ->
                      service.transfer("income-" + i, "customer-" + i % payers, "busy-merchant", 1);
                });

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
    assertThat(service.conflicts() - conflictsBefore).isZero();
    assertThat(transfersOf("payout-")).hasSize(250);
  }

  private interface Request {
    HttpResponse<String> send(int number);
  }

  /** Sends many requests, 64 at a time. */
  private static List<HttpResponse<String>> inFlight(int count, Request request) throws Exception {
    var permits = new Semaphore(64);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> futures = new ArrayList<>();
      for (var i = 0; i < count; i++) {
        var number = i;
        permits.acquire();
        futures.add(
            threads.submit(
                () -> {
                  try {
                    return request.send(number);
                  } finally {
                    permits.release();
                  }
                }));
      }
      return results(futures);
    }
  }

  private List<MoneyTransferred> transfersOf(String prefix) {
    return service.events().stream()
        .filter(each -> each.event().type().equals(MoneyTransferred.TYPE))
        .map(each -> JSON.readValue(each.event().payload(), MoneyTransferred.class))
        .filter(transfer -> transfer.transferId().value().startsWith(prefix))
        .toList();
  }
}
