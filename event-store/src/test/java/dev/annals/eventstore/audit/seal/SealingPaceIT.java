package dev.annals.eventstore.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.audit.Tampering;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.postgres.PostgresSealedLog;
import dev.annals.eventstore.audit.tree.TreeTiles;
import dev.annals.eventstore.audit.verify.DatabaseVerification;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import dev.annals.eventstore.log.postgres.TestLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how fast a log is sealed, verified and proven. For figures worth telling, on a machine that
 * does nothing else: {@code ./mvnw -pl event-store verify -Dit.test=SealingPaceIT
 * -Dannals.seal.events=1000000}.
 */
class SealingPaceIT {

  private static final Logger LOG = LoggerFactory.getLogger(SealingPaceIT.class);
  private static final int EVENTS = Integer.getInteger("annals.seal.events", 20_000);
  private static final int RUNS = 5;
  private static final int PROOFS = 2_000;

  /**
   * Far below any real figure: only a mistake in kind, such as a query for each event, is slower.
   */
  private static final double EVENTS_PER_SECOND_MIN = 5_000;

  @TempDir private Path directory;

  private final TestLog testLog = TestLog.create();

  @Test
  void a_log_is_sealed_faster_than_it_grows() throws Exception {
    fill();
    var sealed = new ArrayList<Double>();
    for (var run = 0; run < RUNS; run++) {
      Tampering.run(
          testLog, "DELETE FROM seal WHERE size > 0", "TRUNCATE sealed_tile", "TRUNCATE seal_key");
      var keyFile = directory.resolve("seal.key" + run);
      sealed.add(pace(() -> TestSealer.seal(testLog.sealer(), keyFile, 16_384)));
    }
    tell("sealed", "events/s", sealed);
    assertThat(sealed).allSatisfy(pace -> assertThat(pace).isGreaterThan(EVENTS_PER_SECOND_MIN));

    try (var log = new PostgresSealedLog(testLog.reader(), 2)) {
      var key =
          VerifierKey.parse(
              Files.readAllLines(directory.resolve("seal.key%d.pub".formatted(RUNS - 1)))
                  .getLast());
      var verified = new ArrayList<Double>();
      for (var run = 0; run < RUNS; run++) {
        verified.add(
            pace(
                () ->
                    assertThat(DatabaseVerification.verify(log, List.of(key), _ -> {}))
                        .isInstanceOf(Intact.class)));
      }
      tell("verified", "events/s", verified);
      tell("proof made in", "ms", proofs(log));
    }
  }

  private void fill() {
    var events = new TestEvents();
    try (var log = testLog.open()) {
      for (var from = 0; from < EVENTS; from += EventLog.APPEND_EVENTS_MAX) {
        var start = from;
        var batch =
            IntStream.range(0, EventLog.APPEND_EVENTS_MAX)
                .mapToObj(
                    i ->
                        events.of(
                            "payments.MoneyTransferred",
                            Tag.of("accountId", "a" + (start + i) % 1_000),
                            Tag.of("accountId", "b" + i),
                            Tag.of("transferId", "t" + (start + i))))
                .toList();
        log.append(batch, AppendCondition.none()).join();
      }
    }
  }

  private static double pace(Runnable work) {
    var begun = System.nanoTime();
    work.run();
    return EVENTS / ((System.nanoTime() - begun) / 1e9);
  }

  /** In milliseconds each, of random events. */
  private static List<Double> proofs(PostgresSealedLog log) {
    var random = new Random(1);
    var size = log.newest().orElseThrow().size();
    var millis = new ArrayList<Double>();
    for (var proof = 0; proof < PROOFS; proof++) {
      var begun = System.nanoTime();
      var tree = new TreeTiles(log, log.newest().orElseThrow().size());
      assertThat(tree.inclusion(random.nextLong(size))).isNotEmpty();
      millis.add((System.nanoTime() - begun) / 1e6);
    }
    return millis.subList(PROOFS / 10, PROOFS);
  }

  private static void tell(String what, String unit, List<Double> figures) {
    var sorted = figures.stream().sorted().toList();
    LOG.info(
        "{} of {} events: {} min {} median {} p99 {} max {} {}",
        figures.size(),
        EVENTS,
        what,
        rounded(sorted.getFirst()),
        rounded(sorted.get(sorted.size() / 2)),
        rounded(sorted.get(sorted.size() * 99 / 100)),
        rounded(sorted.getLast()),
        unit);
  }

  private static String rounded(double figure) {
    return figure < 100 ? "%.2f".formatted(figure) : "%,.0f".formatted(figure);
  }
}
