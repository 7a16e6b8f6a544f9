package dev.annals.benchmarks.service;

import dev.annals.benchmarks.service.HttpConnection.Answer;
import dev.annals.contracts.payments.AccountId;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients of both services that pay into accounts and look at them. Thread-safe.
 *
 * <p>Each account's deposits are counted, so that its balance can be checked at the end.
 */
public final class AccountClients implements AutoCloseable {

  private static final String JSON_BODY = "Content-Type: application/json\r\n";
  static final String POSITION = "annals-position";
  private static final int UNAVAILABLE = 503;
  private static final int ATTEMPTS_MAX = 30;
  private static final Duration BROKEN_WAIT = Duration.ofSeconds(1);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpConnections commands;
  private final HttpConnections queries;
  private final List<AccountId> accounts;
  private final AtomicLongArray deposits;
  private final AtomicLong serial = new AtomicLong();
  private final AtomicLong triedAgain = new AtomicLong();
  private final AtomicLong lastPosition = new AtomicLong();

  public AccountClients(URI commandService, URI queryService, List<AccountId> accounts) {
    this.commands = new HttpConnections(commandService);
    this.queries = new HttpConnections(queryService);
    this.accounts = accounts;
    this.deposits = new AtomicLongArray(accounts.size());
  }

  /** A cent that was paid into an account. */
  record Paid(int account, long position) {}

  /** Pays a cent into any account, and then reads the account with that cent in it. */
  public void depositAndSee() throws IOException {
    var paid = deposit();
    var answer = read(paid.account(), freshness(paid.position()));
    var seen = JSON.readTree(answer.body()).required("position").asLong();
    if (answer.number(POSITION) < paid.position() || seen < paid.position()) {
      throw new IllegalStateException("%s is not in %s".formatted(paid, answer));
    }
  }

  /** Pays a cent into any account. */
  Paid deposit() throws IOException {
    var account = any();
    var reference = "deposit-" + serial.incrementAndGet();
    var answer =
        send(
            commands,
            "POST",
            path(account) + "/deposits",
            JSON_BODY + "Idempotency-Key: " + reference + "\r\n",
            "{\"amount\":1,\"currency\":\"EUR\",\"reference\":\"" + reference + "\"}");
    if (answer.status() != 201) {
      throw new IllegalStateException("Not accepted: " + answer);
    }
    deposits.incrementAndGet(account);
    var position = answer.number(POSITION);
    lastPosition.accumulateAndGet(position, Math::max);
    return new Paid(account, position);
  }

  /**
   * Comes back when told to, and when a connection breaks, as a good client does; a command's key
   * keeps it from being carried out twice.
   */
  private Answer send(
      HttpConnections service, String method, String path, String headers, String body)
      throws IOException {
    for (var attempt = 1; ; attempt++) {
      var wait = BROKEN_WAIT;
      try {
        var answer = service.send(method, path, headers, body);
        if (answer.status() != UNAVAILABLE || attempt == ATTEMPTS_MAX) {
          return answer;
        }
        wait = Duration.ofSeconds(answer.number("retry-after"));
      } catch (IOException broken) {
        if (attempt == ATTEMPTS_MAX) {
          throw broken;
        }
      }
      triedAgain.incrementAndGet();
      LockSupport.parkNanos(wait.toNanos());
    }
  }

  /** How often a request had to be sent once more, since this was last asked. */
  public long triedAgain() {
    return triedAgain.getAndSet(0);
  }

  /** Waits until accounts are read as of this position: a new view has yet to be built. */
  public void awaitView(long position) throws IOException {
    read(0, freshness(position));
  }

  /** Reads any account as it is. */
  public void look() throws IOException {
    read(any(), "");
  }

  int any() {
    return ThreadLocalRandom.current().nextInt(accounts.size());
  }

  static String freshness(long position) {
    return "Annals-Min-Position: %d\r\nPrefer: wait=10\r\n".formatted(position);
  }

  /** Asks for an account once, and gives back whatever is answered. */
  Answer askOnce(int account, String headers) throws IOException {
    return queries.send("GET", path(account), headers, "");
  }

  private String path(int account) {
    return "/v1/accounts/" + accounts.get(account).value();
  }

  private Answer read(int account, String headers) throws IOException {
    var answer = send(queries, "GET", path(account), headers, "");
    if (answer.status() != 200) {
      throw new IllegalStateException("Not answered: " + answer);
    }
    return answer;
  }

  /**
   * Checks every account's balance.
   *
   * @param before what each had at the beginning
   * @throws IllegalStateException if one is not what was paid in
   */
  public void requireBalances(long before) throws IOException {
    for (var account = 0; account < accounts.size(); account++) {
      var answer = read(account, freshness(lastPosition.get()));
      var balance = new BigInteger(JSON.readTree(answer.body()).required("balance").asString());
      if (!balance.equals(BigInteger.valueOf(before + deposits.get(account)))) {
        throw new IllegalStateException(
            "%d deposits on top of %d make %s"
                .formatted(deposits.get(account), before, answer.body()));
      }
    }
  }

  @Override
  public void close() {
    commands.close();
    queries.close();
  }
}
