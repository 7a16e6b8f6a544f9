package dev.annals.eventstore.audit.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.eventstore.audit.Tampering;
import dev.annals.eventstore.audit.archive.LogArchive.Archived;
import dev.annals.eventstore.audit.export.ArchiveDirectory;
import dev.annals.eventstore.audit.export.BadExportException;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.postgres.PostgresRestore;
import dev.annals.eventstore.audit.postgres.PostgresSealedLog;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.seal.TestSealer;
import dev.annals.eventstore.audit.verify.ArchiveListener;
import dev.annals.eventstore.audit.verify.ArchiveVerification;
import dev.annals.eventstore.audit.verify.DatabaseVerification;
import dev.annals.eventstore.audit.verify.Verdict;
import dev.annals.eventstore.audit.verify.Verdict.Different;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import dev.annals.eventstore.audit.verify.Verdict.Unproven;
import dev.annals.eventstore.log.StoredEvent;
import dev.annals.eventstore.log.postgres.TestLog;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is archived is what was sealed, and a log that is restored from it is that log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveIT {

  private static final int FIRST = 1_000;

  /** Beyond the end of a volume, with a checkpoint that is of events of two. */
  private static final int ALL = 66_100;

  private static final int END_OF_VOLUME = 65_536;
  private static final long ALL_SEALED = Long.MAX_VALUE;

  @TempDir private static Path directory = Path.of("");

  private final TestLog testLog = TestLog.create();
  private final SealedLog log = new PostgresSealedLog(testLog.reader(), 4);
  private ArchiveDirectory archive = new ArchiveDirectory(directory);
  private List<VerifierKey> keys = List.of();

  @BeforeAll
  void archiveTwice() throws IOException {
    archive = new ArchiveDirectory(directory.resolve("archive"));
    try (var events = testLog.open()) {
      TestSealer.append(events, FIRST);
      TestSealer.seal(testLog.sealer(), keyFile(), 300);
      keys = keys("seal.key.pub");
      assertThat(add(archive)).isEqualTo(new Archived(1, FIRST, 1));
      assertThat(add(archive)).isEqualTo(new Archived(FIRST + 1, FIRST, 0));
      copy(archive.path(), directory.resolve("first"));
      TestSealer.append(events, ALL - FIRST);
    }
    TestSealer.seal(testLog.sealer(), keyFile(), 10_000);
    // As if a run had been killed in the middle of its work, and one after it.
    Files.createDirectories(archive.path().resolve(".unfinished"));
    Files.writeString(
        archive.path().resolve(".unfinished/events-000000001001-000000001700.zip"), "");
    Files.writeString(archive.path().resolve("events-000000001001-000000002000.zip"), "half");
    assertThat(add(archive)).isEqualTo(new Archived(FIRST + 1, ALL, 2));
  }

  @AfterAll
  void close() {
    log.close();
  }

  private static Path keyFile() {
    return directory.resolve("seal.key");
  }

  private static List<VerifierKey> keys(String file) throws IOException {
    try (var lines = Files.lines(directory.resolve(file))) {
      return lines.filter(line -> !line.startsWith("#")).map(VerifierKey::parse).toList();
    }
  }

  private Archived add(ArchiveDirectory to) {
    return LogArchive.add(log, keys, 0, ALL_SEALED, to, _ -> {});
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** The archive as it was after its first volume, which a test may change. */
  private static ArchiveDirectory first(String name) throws IOException {
    copy(directory.resolve("first"), directory.resolve(name));
    return new ArchiveDirectory(directory.resolve(name));
  }

  private Verdict verify(ArchiveDirectory other, long from, long to) {
    return ArchiveVerification.verify(other, keys, from, to, ArchiveListener.NONE, _ -> {});
  }

  private Verdict restore(ArchiveDirectory from, TestLog to, boolean seals) {
    try (var session = PostgresRestore.open(to.owner())) {
      return LogRestore.restore(from, keys, 0, seals, session, _ -> {});
    }
  }

  @Test
  void an_archive_is_intact_by_itself_and_has_nothing_but_its_volumes() throws IOException {
    assertThat(verify(archive, 1, ALL))
        .isInstanceOfSatisfying(
            Intact.class,
            intact -> {
              assertThat(intact.through()).isEqualTo(ALL);
              assertThat(intact.checkpoint().root()).isEqualTo(log.newest().orElseThrow().root());
            });
    assertThat(verify(archive, 1, ALL + 1))
        .isEqualTo(new Different(ALL + 1, ALL + 1, "The event is in no volume"));
    try (var files = Files.list(archive.path())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".lock",
              "SHA256SUMS",
              "events-000000000001-000000001000.zip",
              "events-000000001001-000000065536.zip",
              "events-000000065537-000000066100.zip");
    }
  }

  @Test
  void a_restored_log_is_the_log_and_goes_on() throws Exception {
    var restored = TestLog.create();
    assertThat(restore(archive, restored, true)).isInstanceOf(Intact.class);

    try (var copy = new PostgresSealedLog(restored.reader(), 2)) {
      for (var after = 0; after < ALL; after += FIRST) {
        assertThat(events(copy, after)).isEqualTo(events(log, after));
      }
      assertThat(copy.sealsAfter(0, 1_000)).isEqualTo(log.sealsAfter(0, 1_000));
      assertThat(copy.keys()).isEqualTo(log.keys());
      restored.checker();
      try (var events = restored.open()) {
        assertThat(events.head().value()).isEqualTo(ALL);
        TestSealer.append(events, 700);
        assertThat(events.head().value()).isEqualTo(ALL + 700);
      }
      // The same signer, which remembers what it signed of the log that was archived.
      TestSealer.seal(restored.sealer(), keyFile(), 300);
      assertThat(DatabaseVerification.verify(copy, keys, _ -> {}))
          .isInstanceOfSatisfying(
              Intact.class, intact -> assertThat(intact.checkpoint().size()).isEqualTo(ALL + 700));
      var continued = new ArchiveDirectory(directory.resolve("continued"));
      copy(archive.path(), continued.path());
      assertThat(LogArchive.add(copy, keys, 0, ALL_SEALED, continued, _ -> {}))
          .isEqualTo(new Archived(ALL + 1, ALL + 700, 1));
      assertThat(verify(continued, 1, ALL + 700)).isInstanceOf(Intact.class);
    }
    assertThatThrownBy(() -> restore(archive, restored, true))
        .isInstanceOf(BadExportException.class)
        .hasMessageContaining("not empty");
  }

  private static List<StoredEvent> events(SealedLog from, long after) {
    var events = new ArrayList<StoredEvent>();
    from.read(after, after + FIRST, events::add);
    return events;
  }

  @Test
  void a_damaged_archive_is_named_and_restores_nothing() throws Exception {
    var damaged = first("damaged");
    var file = damaged.file(damaged.volumes().getFirst());
    try (var zip = FileSystems.newFileSystem(file)) {
      var events = zip.getPath("/events.ndjson");
      var lines = Files.readAllLines(events);
      lines.set(499, lines.get(499).replace("\"test.", "\"tost."));
      Files.write(events, lines);
    }
    var different = new Different(500, 500, "The event is not the one that was sealed");
    assertThat(verify(damaged, 0, 0)).isEqualTo(different);

    var restored = TestLog.create();
    assertThat(restore(damaged, restored, true)).isEqualTo(different);
    try (var events = restored.open()) {
      assertThat(events.head().value()).isZero();
    }
    assertThat(restore(first("sound"), restored, true)).isInstanceOf(Intact.class);
  }

  @Test
  void a_flipped_bit_anywhere_is_found() throws IOException {
    var flipped = first("flipped");
    var file = flipped.file(flipped.volumes().getFirst());
    var sound = Files.readAllBytes(file);
    var random = new Random(9);
    for (var run = 0; run < 25; run++) {
      var bytes = sound.clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      Files.write(file, bytes);
      assertThat(verify(flipped, 1, FIRST)).isNotInstanceOf(Intact.class);
    }
  }

  @Test
  void a_gap_is_named() throws IOException {
    var gap = new ArchiveDirectory(directory.resolve("gap"));
    copy(archive.path(), gap.path());
    var volumes = gap.volumes();
    Files.delete(gap.file(volumes.get(1)));
    assertThat(verify(gap, 1, ALL))
        .isInstanceOfSatisfying(
            Different.class,
            gone -> {
              assertThat(gone.position()).isEqualTo(FIRST + 1);
              assertThat(gone.through()).isEqualTo(END_OF_VOLUME);
            });
    gap.list(List.of(volumes.get(0), volumes.get(2)));
    assertThat(verify(gap, 1, ALL))
        .isEqualTo(new Different(FIRST + 1, FIRST + 1, "The event is in no volume"));
    gap.list(List.of(volumes.get(2)));
    assertThat(verify(gap, 0, ALL)).isInstanceOf(Intact.class);
    assertThat(restore(gap, TestLog.create(), true))
        .isEqualTo(new Different(1, 1, "The event is in no volume"));
  }

  @Test
  void a_log_that_would_contradict_what_was_signed_is_only_restored_without_its_seals()
      throws IOException {
    var old = new ArchiveDirectory(directory.resolve("old"));
    assertThat(LogArchive.add(log, keys, 0, 2_000, old, _ -> {}))
        .isEqualTo(new Archived(1, 2_000, 1));
    var restored = TestLog.create();
    assertThat(restore(old, restored, true)).isInstanceOf(Unproven.class);
    assertThat(restore(old, restored, false)).isInstanceOf(Intact.class);

    TestSealer.seal(restored.sealer(), directory.resolve("other.key"), 300);
    try (var copy = new PostgresSealedLog(restored.reader(), 2)) {
      assertThat(DatabaseVerification.verify(copy, keys("other.key.pub"), _ -> {}))
          .isInstanceOf(Intact.class);
      assertThatThrownBy(() -> LogArchive.add(copy, keys, 0, ALL_SEALED, first("foreign"), _ -> {}))
          .isInstanceOf(BadExportException.class);
    }
  }

  @Test
  void what_is_not_as_it_was_sealed_is_not_archived() throws Exception {
    var other = new ArchiveDirectory(directory.resolve("tampered"));
    Tampering.run(
        testLog,
        "CREATE TABLE one AS SELECT payload FROM event WHERE position = 700",
        "UPDATE event SET payload = payload || ' ' WHERE position = 700");
    try {
      assertThatThrownBy(() -> LogArchive.add(log, keys, 0, FIRST, other, _ -> {}))
          .isInstanceOf(BadExportException.class)
          .hasMessageContaining("positions 700 to 700");
    } finally {
      Tampering.run(
          testLog, "UPDATE event SET payload = one.payload FROM one WHERE position = 700");
    }
    assertThat(LogArchive.add(log, keys, 0, FIRST, other, _ -> {}))
        .isEqualTo(new Archived(1, FIRST, 1));
    assertThatThrownBy(() -> LogArchive.add(log, keys, 3, ALL_SEALED, other, _ -> {}))
        .hasMessageContaining("goes on at position 1001");
    Files.delete(other.list());
    assertThatThrownBy(() -> add(other)).hasMessageContaining("neither an archive nor empty");
    Files.write(other.list(), "nonsense".getBytes(UTF_8));
    assertThatThrownBy(() -> add(other)).hasMessageContaining("annals archive 1");
  }
}
