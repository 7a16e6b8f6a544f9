package dev.annals.benchmarks.service;

import dev.annals.contracts.payments.AccountId;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Deposits and transfers of one cent among the same accounts, as often the one as the other, as
 * requests to the command service.
 */
record Commands(URI service, List<AccountId> accounts) {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

  /**
   * One that is not like any other: the reference is also its idempotency key, and the correlation
   * id, by which its event is found in the log. There the reference itself cannot be read.
   */
  HttpRequest next(String reference) {
    var random = ThreadLocalRandom.current();
    var debit = random.nextInt(accounts.size());
    if (random.nextBoolean()) {
      return deposit(accounts.get(debit), reference);
    }
    var credit = (debit + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
    return transfer(accounts.get(debit), accounts.get(credit), reference);
  }

  private HttpRequest deposit(AccountId account, String reference) {
    return post(
        "/v1/accounts/%s/deposits".formatted(account.value()),
        """
        {"amount":1,"currency":"EUR","reference":"%s"}
        """
            .formatted(reference),
        reference);
  }

  private HttpRequest transfer(AccountId debit, AccountId credit, String reference) {
    return post(
        "/v1/transfers",
        """
        {"transferId":"%s","debitAccountId":"%s","creditAccountId":"%s","amount":1,
         "currency":"EUR","reference":"%s"}
        """
            .formatted(reference, debit.value(), credit.value(), reference),
        reference);
  }

  private HttpRequest post(String path, String body, String key) {
    return HttpRequest.newBuilder(service.resolve(path))
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key)
        .header("X-Correlation-Id", key)
        .timeout(ANSWER_MAX)
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}
