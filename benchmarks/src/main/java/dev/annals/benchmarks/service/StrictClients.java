package dev.annals.benchmarks.service;

import dev.annals.benchmarks.service.HttpConnection.Answer;
import dev.annals.benchmarks.service.PaidCents.Read;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients that pay and read, take a read's first answer for the only one, and check it against all
 * that was paid. An answer must not be older than any other that was there before it was asked for,
 * whoever had asked. Thread-safe.
 */
public final class StrictClients {

  private static final int OK = 200;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final AccountClients clients;
  private final PaidCents cents;
  private final LongAdder reads = new LongAdder();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();

  /**
   * Uses these clients, who have paid nothing yet.
   *
   * @param accounts how many they know
   * @param balance of each account
   * @param head where the log ends
   */
  public StrictClients(AccountClients clients, int accounts, long balance, long head) {
    this.clients = clients;
    this.cents = new PaidCents(accounts, balance, head);
  }

  /**
   * What was found about reads.
   *
   * @param failed what was answered instead, for each that failed
   * @param wrong what is wrong, for each answer that is
   */
  public record Findings(long reads, List<String> failed, List<String> wrong) {}

  /** Pays a cent into any account, and then reads the account with that cent in it. */
  public void payAndRead() throws IOException {
    var paid = clients.deposit();
    cents.paid(paid.account(), paid.position());
    read(paid.account(), paid.position(), AccountClients.freshness(paid.position()));
  }

  /** Reads any account as it is. */
  public void read() {
    read(clients.any(), 0, "");
  }

  private void read(int account, long positionMin, String headers) {
    reads.increment();
    var newerThan = Math.max(positionMin, cents.newest());
    try {
      var answer = clients.askOnce(account, headers);
      if (answer.status() == OK) {
        cents.answered(parse(account, newerThan, answer));
      } else {
        failed.add(answer.toString());
      }
    } catch (IOException | JacksonException | NumberFormatException e) {
      failed.add(e.toString());
    }
  }

  private static Read parse(int account, long newerThan, Answer answer) {
    var view = JSON.readTree(answer.body());
    return new Read(
        account,
        newerThan,
        answer.number(AccountClients.POSITION),
        view.required("position").asLong(),
        Long.parseLong(view.required("balance").asString()));
  }

  /** About all reads since this was last asked. Only when no call is under way. */
  public Findings findings() {
    var failures = new ArrayList<String>();
    for (var next = failed.poll(); next != null; next = failed.poll()) {
      failures.add(next);
    }
    return new Findings(reads.sumThenReset(), failures, cents.takeWrong());
  }
}
