package dev.annals.eventstore.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.audit.Tampering;
import dev.annals.eventstore.audit.postgres.PostgresSealStore;
import dev.annals.eventstore.audit.tree.Hash;
import dev.annals.eventstore.audit.tree.TreeTiles;
import dev.annals.eventstore.log.postgres.PostgresEventLog;
import dev.annals.eventstore.log.postgres.TestLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many seal at once, and whatever happens to the database: one log, or nothing signed. */
class SealFencingIT {

  @TempDir private Path directory;

  private final TestLog testLog = TestLog.create();
  private final PostgresEventLog log = testLog.open();

  private Path keyFile() {
    return directory.resolve("seal.key");
  }

  @BeforeEach
  void append() {
    TestSealer.append(log, 1_000);
  }

  @AfterEach
  void close() {
    log.close();
  }

  private SealSession open() {
    return new PostgresSealStore(testLog.sealer()).open();
  }

  private Sealing begin(SealSession session) {
    return Sealing.begin(session, TestSealer.signer(keyFile()));
  }

  @Test
  void of_two_that_continue_the_same_seal_one_does() {
    try (var one = open();
        var other = open()) {
      var first = begin(one);
      var second = begin(other);

      assertThat(first.step(400)).isTrue();
      assertThat(second.step(300)).isFalse();

      assertThat(other.last().size()).isEqualTo(400);
      assertThat(begin(other).step(700)).isTrue();
      assertThat(first.step(1_000)).isFalse();
    }
  }

  @Test
  void one_session_has_the_turn_until_it_ends() {
    try (var other = open()) {
      try (var one = open()) {
        assertThat(one.takeTurn()).isTrue();
        assertThat(other.takeTurn()).isFalse();
      }
      await().until(other::takeTurn);
    }
  }

  /** Without turns, so that they meet all the time. */
  @Test
  void many_at_once_make_one_chain() throws Exception {
    try (var threads = Executors.newFixedThreadPool(6)) {
      var racers = new ArrayList<Callable<Integer>>();
      for (var seed = 0; seed < 6; seed++) {
        var random = new Random(seed);
        racers.add(() -> race(random));
      }
      var lost = 0;
      for (var racer : threads.invokeAll(racers)) {
        lost += racer.get();
      }
      assertThat(lost).isPositive();
    }
    assertOneChain(1_000);
  }

  private int race(Random random) {
    var lost = 0;
    try (var session = open()) {
      while (session.last().size() < 1_000) {
        var sealing = begin(session);
        while (sealing.size() < 1_000) {
          if (!sealing.step(Math.min(1_000, sealing.size() + 1 + random.nextInt(60)))) {
            lost++;
            break;
          }
        }
      }
    }
    return lost;
  }

  private void assertOneChain(long end) throws SQLException {
    try (var session = open();
        var connection = TestLog.connect(testLog.owner());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT after, size, root FROM seal ORDER BY size")) {
      var tiles = new TreeTiles(session.tiles(), session.last().size());
      var before = 0L;
      while (rows.next()) {
        assertThat(rows.getLong(1)).isEqualTo(before);
        before = rows.getLong(2);
        assertThat(Hash.of(rows.getBytes(3))).isEqualTo(tiles.rootOf(before));
      }
      assertThat(before).isEqualTo(end);
    }
  }

  @Test
  void a_seal_that_was_signed_but_never_stored_is_made_good() throws SQLException {
    TestSealer.seal(testLog.sealer(), keyFile(), 250);
    Tampering.run(
        testLog,
        "DELETE FROM seal WHERE size > 500",
        "DELETE FROM sealed_tile WHERE index > 0 OR level > 0",
        "DELETE FROM seal_key");

    try (var session = open()) {
      assertThat(begin(session).step(700)).isTrue();
    }
    TestSealer.seal(testLog.sealer(), keyFile(), 250);
    assertOneChain(1_000);
  }

  @Test
  void a_database_that_was_set_back_is_not_signed_again() throws Exception {
    TestSealer.seal(testLog.sealer(), keyFile(), 250);
    setBack();

    try (var session = open()) {
      assertRefused(session, "The log ends at 990, and 1000 events were signed");
    }
    // What happens next if nobody notices: other events take the places of those that are gone.
    Tampering.run(testLog, appendAs("test.Other", 20));
    try (var session = open()) {
      assertRefused(session, "not those that were signed");
      assertThat(session.last().size()).isEqualTo(750);
    }
    assertThat(Files.readString(directory.resolve("seal.key.last"))).contains("\n1000\n");
  }

  private void setBack() throws SQLException {
    Tampering.run(
        testLog,
        "DELETE FROM event WHERE position > 990",
        "DELETE FROM seal WHERE size > 750",
        "DELETE FROM sealed_tile WHERE index > 1");
  }

  private static String appendAs(String type, int count) {
    return """
        INSERT INTO event (position, event_id, type, revision, occurred_at, tags, payload, metadata)
        SELECT (SELECT max(position) FROM event) + n, gen_random_uuid(), '%s', '1', now(), '{}', '{}', '{}'
          FROM generate_series(1, %d) AS n
        """
        .formatted(type, count);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE seal SET root = sha256('other') WHERE size = 1000",
        "UPDATE seal SET leaves = substr(leaves, 1, 31) || '\\x00'::bytea || substr(leaves, 33)"
            + " WHERE size = 1000",
        "UPDATE seal SET note = (SELECT note FROM seal WHERE size = 750) WHERE size = 1000",
        "UPDATE seal SET note = replace(note, 'example', 'exampel') WHERE size = 1000",
        "UPDATE sealed_tile SET root = sha256('other') WHERE index = 1",
        "DELETE FROM sealed_tile WHERE index = 1"
      })
  void seals_that_were_rewritten_are_not_continued(String change) throws SQLException {
    TestSealer.seal(testLog.sealer(), keyFile(), 250);
    Tampering.run(testLog, change);

    try (var session = open()) {
      assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> begin(session));
    }
  }

  @Test
  void a_hole_in_the_log_is_not_sealed() throws SQLException {
    TestSealer.seal(testLog.sealer(), keyFile(), 1_000);
    TestSealer.append(log, 100);
    Tampering.run(testLog, "DELETE FROM event WHERE position = 1050");

    try (var session = open()) {
      var sealing = begin(session);
      assertThat(sealing.step(1_049)).isTrue();
      assertThatExceptionOfType(RefusedToSignException.class)
          .isThrownBy(() -> sealing.step(1_100))
          .withMessage("The log has no event at position 1050");
    }
  }

  @Test
  void a_key_that_did_not_sign_the_last_checkpoint_does_not_sign_the_next() {
    TestSealer.seal(testLog.sealer(), keyFile(), 1_000);

    try (var session = open()) {
      assertThatExceptionOfType(RefusedToSignException.class)
          .isThrownBy(
              () -> Sealing.begin(session, TestSealer.signer(directory.resolve("other.key"))))
          .withMessageContaining("does not have");
    }
  }

  /** Even a sealer that is not ours cannot store a second continuation. */
  @Test
  void the_schema_itself_allows_one_chain_only() {
    TestSealer.seal(testLog.sealer(), keyFile(), 300);
    var insert =
        "INSERT INTO seal (size, after, root, leaves, note) VALUES (%s, %s, sha256(''), %s, 'x')";

    assertInsertRefused(insert.formatted(1_024, 300, "''"), "seal_is_a_chain");
    assertInsertRefused(insert.formatted(1_024, 999, "''"), "seal_continues");
    assertInsertRefused(insert.formatted(1_000, 1_000, "''"), "seal_");
    assertInsertRefused(insert.formatted(2_048, "NULL", "''"), "seal_");
    assertInsertRefused(insert.formatted(1_001, 1_000, "''"), "seal_");
  }

  private void assertInsertRefused(String sql, String constraint) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(
            () -> {
              try (var connection = TestLog.connect(testLog.sealer());
                  var statement = connection.createStatement()) {
                statement.execute(sql);
              }
            })
        .withMessageContaining(constraint);
  }

  private void assertRefused(SealSession session, String why) {
    assertThatExceptionOfType(RefusedToSignException.class)
        .isThrownBy(() -> begin(session))
        .withMessageContaining(why);
  }
}
