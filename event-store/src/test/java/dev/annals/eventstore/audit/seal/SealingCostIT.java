package dev.annals.eventstore.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.audit.postgres.PostgresSealStore;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import dev.annals.eventstore.log.postgres.TestLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends with and without a sealer beside it, in turn, so that whatever else the machine does
 * meets both alike. For figures worth telling: {@code ./mvnw -pl event-store verify
 * -Dit.test=SealingCostIT -Dannals.seal.rounds=10 -Dannals.seal.round.millis=3000}.
 */
class SealingCostIT {

  private static final Logger LOG = LoggerFactory.getLogger(SealingCostIT.class);
  private static final int ROUNDS = Integer.getInteger("annals.seal.rounds", 1);
  private static final int ROUND_MILLIS = Integer.getInteger("annals.seal.round.millis", 500);
  private static final int CALLERS = 64;
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir private Path directory;

  private final TestLog testLog = TestLog.create();
  private final TestEvents events = new TestEvents();

  @Test
  void sealing_keeps_up_with_appends_that_do_not_wait_for_it() throws Exception {
    var without = new ArrayList<Double>();
    var with = new ArrayList<Double>();
    var ratios = new ArrayList<Double>();
    try (var log = testLog.open()) {
      appended(log);
      for (var round = 0; round < ROUNDS; round++) {
        // Which one comes first changes, since a log that has just grown is slower for a while.
        var first = round % 2 == 0 ? appended(log) : appendedWhileSealing(log);
        var second = round % 2 == 0 ? appendedWhileSealing(log) : appended(log);
        without.add(round % 2 == 0 ? first : second);
        with.add(round % 2 == 0 ? second : first);
        ratios.add(with.getLast() / without.getLast());
      }
    }
    LOG.info("events/s without {} with {} ratio {}", told(without), told(with), told(ratios));
    assertThat(with).allSatisfy(pace -> assertThat(pace).isPositive());
  }

  /** Sealed up to the end of each round, before the next one begins. */
  private double appendedWhileSealing(EventLog log) throws Exception {
    try (var sealer =
        new Sealer(
            new PostgresSealStore(testLog.sealer()),
            () -> TestSealer.signer(directory.resolve("seal.key")),
            SealSettings.defaults())) {
      sealer.start();
      await().atMost(BOUND).until(() -> sealer.status().turn() && sealer.status().lagEvents() == 0);
      var pace = appended(log);
      LOG.info("events not sealed at the end of the round: {}", sealer.status().lagEvents());
      await().atMost(BOUND).until(() -> sealer.status().size() == log.head().value());
      return pace;
    }
  }

  /** Events a second, of callers that each wait for their append. */
  private double appended(EventLog log) throws Exception {
    var begun = System.nanoTime();
    var end = begun + Duration.ofMillis(ROUND_MILLIS).toNanos();
    var total = 0L;
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var counts = new ArrayList<Future<Long>>();
      for (var caller = 0; caller < CALLERS; caller++) {
        var tag = Tag.of("accountId", "a" + caller);
        counts.add(callers.submit(() -> appendUntil(end, log, tag)));
      }
      for (var count : counts) {
        total += count.get();
      }
    }
    return total / ((System.nanoTime() - begun) / 1e9);
  }

  private long appendUntil(long end, EventLog log, Tag tag) {
    var count = 0L;
    while (System.nanoTime() - end < 0) {
      List<Event> append = List.of(events.of("test.Moved", tag), events.of("test.Moved", tag));
      log.append(append, AppendCondition.none()).join();
      count += append.size();
    }
    return count;
  }

  private static String told(List<Double> figures) {
    var sorted = figures.stream().sorted().toList();
    return "min %,.2f median %,.2f max %,.2f"
        .formatted(sorted.getFirst(), sorted.get(sorted.size() / 2), sorted.getLast());
  }
}
