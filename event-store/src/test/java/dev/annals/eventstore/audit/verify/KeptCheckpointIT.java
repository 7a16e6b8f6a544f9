package dev.annals.eventstore.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.audit.Tampering;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.postgres.PostgresSealedLog;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.seal.TestSealer;
import dev.annals.eventstore.audit.verify.Verdict.Different;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import dev.annals.eventstore.audit.verify.Verdict.Unproven;
import dev.annals.eventstore.log.postgres.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only somebody can tell who has kept a checkpoint elsewhere. */
class KeptCheckpointIT {

  private static final int EVENTS = 1_100;
  private static final int STEP = 400;

  @TempDir Path directory;

  private final TestLog testLog = TestLog.create();
  private final SealedLog log = new PostgresSealedLog(testLog.reader(), 2);
  private String kept = "";

  @BeforeEach
  void seal() {
    kept = seal(testLog, directory.resolve("seal.key"), EVENTS);
  }

  @AfterEach
  void close() {
    log.close();
  }

  private static String seal(TestLog testLog, Path keyFile, int events) {
    try (var appended = testLog.open();
        var sealed = new PostgresSealedLog(testLog.reader(), 2)) {
      TestSealer.append(appended, events);
      TestSealer.seal(testLog.sealer(), keyFile, STEP);
      return sealed.newest().orElseThrow().note();
    }
  }

  private List<VerifierKey> keys() throws IOException {
    try (var lines = Files.lines(directory.resolve("seal.key.pub"))) {
      return lines.filter(line -> !line.startsWith("#")).map(VerifierKey::parse).toList();
    }
  }

  private Verdict verify(String checkpoint) throws IOException {
    return DatabaseVerification.verify(log, keys(), checkpoint, _ -> {});
  }

  @Test
  void the_log_of_the_checkpoint_is_intact() throws IOException {
    assertThat(verify(kept)).isInstanceOf(Intact.class);
    assertThat(verify(log.sealsAfter(0, 1).getFirst().note())).isInstanceOf(Intact.class);
  }

  @Test
  void events_that_are_gone_together_with_their_seals_are_missed() throws Exception {
    Tampering.run(
        testLog,
        "DELETE FROM event WHERE position > 800",
        "DELETE FROM seal WHERE size > 800",
        "DELETE FROM sealed_tile WHERE index >= 3");

    assertThat(DatabaseVerification.verify(log, keys(), _ -> {}))
        .isInstanceOfSatisfying(
            Intact.class, intact -> assertThat(intact.through()).isEqualTo(800));
    assertThat(verify(kept))
        .isEqualTo(
            new Different(801, EVENTS, "1100 events were sealed, and only 800 are any more"));
  }

  @Test
  void a_log_without_a_seal_is_not_taken_for_a_new_one() throws IOException, SQLException {
    Tampering.run(
        testLog, "DELETE FROM event", "DELETE FROM sealed_tile", "DELETE FROM seal WHERE size > 0");

    assertThat(DatabaseVerification.verify(log, keys(), _ -> {})).isInstanceOf(Unproven.class);
    assertThat(verify(kept))
        .isInstanceOfSatisfying(
            Different.class, difference -> assertThat(difference.position()).isEqualTo(1));
  }

  /** Signed by the very same key, which is what whoever has it could do. */
  @Test
  void a_log_with_another_past_is_not_the_one() throws IOException {
    var fork = directory.resolve("fork.key");
    for (var suffix : List.of("", ".pub")) {
      Files.copy(directory.resolve("seal.key" + suffix), Path.of(fork + suffix));
    }
    var other = seal(TestLog.create(), fork, 800);

    assertThat(verify(other))
        .isEqualTo(new Different(1, 800, "The log is not the one whose checkpoint was kept"));
  }

  @Test
  void what_nobody_trusted_has_signed_proves_nothing() throws IOException {
    var stranger = seal(TestLog.create(), directory.resolve("stranger.key"), 100);

    assertThat(verify(stranger)).isInstanceOf(Unproven.class);
    assertThat(verify("no note")).isInstanceOf(Unproven.class);
  }
}
