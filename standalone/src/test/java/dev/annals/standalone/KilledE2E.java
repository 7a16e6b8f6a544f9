package dev.annals.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No acknowledged command is lost and none is counted twice, however the process ends. */
class KilledE2E {

  private static final int SENDERS = 8;
  private static final int DEPOSITS_EACH = 50;
  private static final int ACKNOWLEDGED_BEFORE_THE_END = 100;
  private static final Duration SENDING_MAX = Duration.ofMinutes(2);

  private static final String DEPOSITS = "/v1/accounts/alice/deposits";
  private static final String ONE_CENT =
      """
      {"amount": 1, "currency": "EUR"}
      """;

  @TempDir Path directory;

  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final Semaphore acknowledgements = new Semaphore(0);

  @Test
  void a_killed_process_leaves_a_postgres_behind_that_the_next_start_takes_care_of()
      throws Exception {
    endInTheMiddleOfDeposits(AnnalsProcess::kill);

    var orphan = postmaster();
    assertThat(orphan).isPresent();
    everyDepositCountsOnce();
    assertThat(orphan.orElseThrow().isAlive()).isFalse();
  }

  @Test
  void everything_killed_recovers_at_the_next_start() throws Exception {
    endInTheMiddleOfDeposits(
        annals -> {
          var postgres = postmaster().orElseThrow();
          postgres.destroyForcibly();
          annals.kill();
          postgres.onExit().get(30, TimeUnit.SECONDS);
        });

    assertThat(directory.resolve("data/postgres/postmaster.pid")).exists();
    everyDepositCountsOnce();
  }

  @Test
  void a_dead_postgres_ends_the_process_with_a_word_about_it() throws Exception {
    try (var annals = AnnalsProcess.up(directory.resolve("data"))) {
      postmaster().orElseThrow().destroyForcibly();

      assertThat(annals.awaitEnd()).isEqualTo(1);
      assertThat(annals.remainingOutput())
          .anyMatch(line -> line.startsWith("annals: PostgreSQL ended unexpectedly; see "));
    }
  }

  private void endInTheMiddleOfDeposits(Ending ending) throws Exception {
    try (var annals = AnnalsProcess.up(directory.resolve("data"));
        var client = new Client(annals);
        var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      client.accepted(
          "/v1/accounts",
          "open",
          """
          {"accountId": "alice", "owner": "Alice", "currency": "EUR"}
          """);
      for (var sender = 0; sender < SENDERS; sender++) {
        var name = sender;
        senders.execute(() -> deposit(client, name));
      }
      assertThat(
              acknowledgements.tryAcquire(
                  ACKNOWLEDGED_BEFORE_THE_END, SENDING_MAX.toSeconds(), TimeUnit.SECONDS))
          .isTrue();
      ending.end(annals);
    }
    assertThat(acknowledged.size()).isBetween(ACKNOWLEDGED_BEFORE_THE_END, SENDERS * DEPOSITS_EACH);
  }

  /** How a test ends the process. */
  @FunctionalInterface
  private interface Ending {

    void end(AnnalsProcess annals) throws Exception;
  }

  private void deposit(Client client, int sender) {
    try {
      for (var number = 0; number < DEPOSITS_EACH; number++) {
        var key = key(sender, number);
        var response = client.send(DEPOSITS, key, ONE_CENT);
        if (response.statusCode() != 201) {
          return;
        }
        acknowledged.put(key, Client.position(response));
        acknowledgements.release();
      }
    } catch (IOException e) {
      // The server is gone; whether this one deposit is in the log, nobody was told.
      assertThat(e).isNotInstanceOf(HttpTimeoutException.class);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void everyDepositCountsOnce() throws Exception {
    try (var annals = AnnalsProcess.up(directory.resolve("data"));
        var client = new Client(annals)) {
      client.hasSeen(Collections.max(acknowledged.values()));
      // Beside these, each sender may have one in the log that it never heard of.
      assertThat(client.balance("alice"))
          .isBetween((long) acknowledged.size(), (long) acknowledged.size() + SENDERS);
      for (var sender = 0; sender < SENDERS; sender++) {
        for (var number = 0; number < DEPOSITS_EACH; number++) {
          var key = key(sender, number);
          var position = client.accepted(DEPOSITS, key, ONE_CENT);
          assertThat(position).isEqualTo(acknowledged.getOrDefault(key, position));
        }
      }
      assertThat(client.balance("alice")).isEqualTo(SENDERS * DEPOSITS_EACH);
    }
  }

  private static String key(int sender, int number) {
    return "deposit-%d-%d".formatted(sender, number);
  }

  private Optional<ProcessHandle> postmaster() throws IOException {
    var file = directory.resolve("data/postgres/postmaster.pid");
    var pid = Files.readString(file).lines().findFirst().orElseThrow();
    return ProcessHandle.of(Long.parseLong(pid.strip())).filter(ProcessHandle::isAlive);
  }
}
