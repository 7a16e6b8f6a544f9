package dev.annals.eventstore.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.audit.leaf.LeafEncoding;
import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.postgres.PostgresSealStore;
import dev.annals.eventstore.audit.tree.GrowingTree;
import dev.annals.eventstore.audit.tree.Hash;
import dev.annals.eventstore.audit.tree.MissingTileException;
import dev.annals.eventstore.audit.tree.TreeTiles;
import dev.annals.eventstore.log.postgres.LogSessions;
import dev.annals.eventstore.log.postgres.StoredEvents;
import dev.annals.eventstore.log.postgres.TestLog;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerIT {

  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir private Path directory;

  private final TestLog testLog = TestLog.create();

  private Path keyFile() {
    return directory.resolve("seal.key");
  }

  /** Recomputed from the events alone. */
  private Map<Long, Hash> roots() throws SQLException {
    var tree =
        GrowingTree.of(
            0,
            tile -> {
              throw new MissingTileException(tile, "is of an empty tree");
            });
    var encoding = new LeafEncoding();
    var roots = new HashMap<Long, Hash>();
    try (var connection = new LogSessions(testLog.owner()).openVerifier()) {
      StoredEvents.read(
          connection,
          0,
          Long.MAX_VALUE,
          event -> {
            tree.add(encoding.hash(event), _ -> {});
            roots.put(tree.size(), tree.root());
          });
    }
    return roots;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 255, 256, 257, 1_000, 16_384})
  void steps_of_any_length_seal_the_same_tree(int stepEvents) throws Exception {
    try (var log = testLog.open()) {
      TestSealer.append(log, stepEvents == 1 ? 300 : 1_700);
      TestSealer.seal(testLog.sealer(), keyFile(), stepEvents);
      TestSealer.append(log, 13);
      TestSealer.seal(testLog.sealer(), keyFile(), stepEvents);
    }
    var roots = roots();
    try (var session = new PostgresSealStore(testLog.sealer()).open()) {
      var last = session.last();
      assertThat(last.size()).isEqualTo(roots.size());
      assertThat(last.root()).isEqualTo(roots.get(last.size()));
      var tiles = new TreeTiles(session.tiles(), last.size());
      assertThat(roots).allSatisfy((size, root) -> assertThat(tiles.rootOf(size)).isEqualTo(root));
      assertThat(new TreeTiles(session.tiles(), 290).root()).isEqualTo(roots.get(290L));
      var keys = KeyFile.open(keyFile(), null, new SecureRandom()).verifiers();
      assertThat(Checkpoint.verified(last.note(), keys))
          .isEqualTo(new Checkpoint("example.com/log", last.size(), last.root()));
    }
  }

  @Test
  void a_running_sealer_follows_the_log_and_rests_when_nothing_changes() {
    try (var log = testLog.open();
        var sealer = TestSealer.hasty(testLog.sealer(), keyFile())) {
      sealer.start();
      await().atMost(BOUND).until(() -> sealer.status().turn());
      TestSealer.append(log, 950);
      await().atMost(BOUND).until(() -> sealer.status().size() == 950);
      TestSealer.append(log, 1);
      await().atMost(BOUND).until(() -> sealer.status().size() == 951);

      var made = sealer.status().checkpoints();
      await()
          .during(Duration.ofMillis(100))
          .atMost(BOUND)
          .until(() -> sealer.status().checkpoints() == made);
      assertThat(sealer.status().lagEvents()).isZero();
      assertThat(sealer.status().waiting()).isZero();
      assertThat(sealer.status().trouble()).isNull();
      assertThat(sealer.statusAge()).isLessThan(BOUND);
    }
  }

  @Test
  void a_rotated_key_signs_without_a_restart() throws Exception {
    try (var log = testLog.open();
        var sealer = TestSealer.hasty(testLog.sealer(), keyFile())) {
      TestSealer.append(log, 10);
      sealer.start();
      await().atMost(BOUND).until(() -> sealer.status().size() == 10);

      var added = KeyFile.rotate(keyFile(), new SecureRandom());
      TestSealer.append(log, 10);
      await().atMost(BOUND).until(() -> sealer.status().size() == 20);
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> {
                TestSealer.append(log, 1);
                assertThat(TestSealer.signer(keyFile()).signersOf(lastNote())).contains(added);
              });
      assertThat(sealer.status().trouble()).isNull();
    }
  }

  private String lastNote() {
    try (var session = new PostgresSealStore(testLog.sealer()).open()) {
      return session.last().note();
    }
  }

  @Test
  void a_lost_connection_is_told_and_then_forgotten() throws SQLException {
    try (var log = testLog.open();
        var sealer = TestSealer.hasty(testLog.sealer(), keyFile())) {
      TestSealer.append(log, 10);
      sealer.start();
      await().atMost(BOUND).until(() -> sealer.status().size() == 10);

      try (var owner = TestLog.connect(testLog.owner());
          var statement = owner.createStatement()) {
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '%s'"
                .formatted(testLog.sealer().user()));
      }
      await().atMost(BOUND).until(() -> sealer.status().trouble() != null);
      TestSealer.append(log, 10);
      await().atMost(BOUND).until(() -> sealer.status().size() == 20);
      assertThat(sealer.status().trouble()).isNull();
    }
  }
}
