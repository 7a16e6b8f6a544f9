package dev.annals.eventstore.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.SignedNote;
import dev.annals.eventstore.audit.postgres.PostgresSealedLog;
import dev.annals.eventstore.audit.tree.Hash;
import dev.annals.eventstore.audit.tree.TreeTiles;
import dev.annals.eventstore.audit.verify.DatabaseVerification;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import dev.annals.eventstore.log.postgres.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed in the middle of its work, again and again, a sealer never makes two logs of one. */
class KilledSealerIT {

  /** More with {@code -Dannals.seal.kills=50}. */
  private static final int KILLS = Integer.getInteger("annals.seal.kills", 5);

  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir private Path directory;

  private final TestLog testLog = TestLog.create();
  private final TreeMap<Long, Hash> published = new TreeMap<>();

  private Path keyFile() {
    return directory.resolve("seal.key");
  }

  @Test
  void a_killed_sealer_forks_nothing_and_the_next_one_goes_on() throws Exception {
    var stopped = new AtomicBoolean();
    try (var events = testLog.open();
        var log = new PostgresSealedLog(testLog.reader(), 2)) {
      var appending =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!stopped.get()) {
                      TestSealer.append(events, 40);
                    }
                  });
      var random = new Random(5);
      for (var kill = 0; kill < KILLS; kill++) {
        killWhileItWorks(log, random);
      }
      stopped.set(true);
      appending.join();
      TestSealer.seal(testLog.sealer(), keyFile(), 1_000);
      assertNothingForked(log);
    }
  }

  private void killWhileItWorks(PostgresSealedLog log, Random random) throws Exception {
    var before = size(log);
    var process = SealerProcess.start(testLog.sealer(), keyFile(), directory.resolve("out"));
    try {
      await()
          .atMost(BOUND)
          .pollInterval(Duration.ofMillis(2))
          .until(() -> size(log) > before + random.nextInt(500) || !process.isAlive());
      assertThat(process.isAlive()).as(Files.readString(directory.resolve("out"))).isTrue();
      LockSupport.parkNanos(random.nextInt(20_000_000));
    } finally {
      process.destroyForcibly().waitFor();
    }
    // It may have signed what it never stored: also that has gone out, as far as we can know.
    remember(Files.readString(directory.resolve("seal.key.last")));
    log.newest().ifPresent(seal -> remember(seal.note()));
  }

  private long size(PostgresSealedLog log) {
    var newest = log.newest();
    newest.ifPresent(seal -> remember(seal.note()));
    return newest.map(Seal::size).orElse(0L);
  }

  private void remember(String note) {
    var checkpoint = Checkpoint.of(SignedNote.parse(note));
    var former = published.putIfAbsent(checkpoint.size(), checkpoint.root());
    assertThat(checkpoint.root()).isEqualTo(former == null ? checkpoint.root() : former);
  }

  private void assertNothingForked(PostgresSealedLog log) throws IOException {
    var keys = KeyFile.open(keyFile(), null, new SecureRandom()).verifiers();
    assertThat(DatabaseVerification.verify(log, keys, _ -> {})).isInstanceOf(Intact.class);
    var size = log.newest().orElseThrow().size();
    var tree = new TreeTiles(log, size);
    assertThat(published).hasSizeGreaterThan(KILLS);
    assertThat(published).allSatisfy((each, root) -> assertThat(tree.rootOf(each)).isEqualTo(root));
  }
}
