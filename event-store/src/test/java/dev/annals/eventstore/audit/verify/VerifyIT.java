package dev.annals.eventstore.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.audit.Tampering;
import dev.annals.eventstore.audit.export.ExportDirectory;
import dev.annals.eventstore.audit.export.LogExport;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.postgres.PostgresSealedLog;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.seal.TestSealer;
import dev.annals.eventstore.audit.verify.Verdict.Different;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import dev.annals.eventstore.audit.verify.Verdict.Unproven;
import dev.annals.eventstore.log.postgres.TestLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody with all rights changes is found, and the position named. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyIT {

  private static final int EVENTS = 1_500;

  /** Also among the last ones, whose tile is not full. */
  private static final int RANDOM_POSITIONS = 4;

  @TempDir private static Path directory = Path.of("");

  private final TestLog testLog = TestLog.create();
  private final SealedLog log = new PostgresSealedLog(testLog.reader(), 4);
  private final List<Long> positions = new ArrayList<>(List.of(1L, 256L, 257L, 1_281L, 1_500L));
  private List<VerifierKey> keys = List.of();

  @BeforeAll
  void seal() throws SQLException {
    try (var events = testLog.open()) {
      TestSealer.append(events, EVENTS);
    }
    TestSealer.seal(testLog.sealer(), directory.resolve("seal.key"), 400);
    keys = keys("seal.key.pub");
    var random = new SecureRandom();
    random.longs(RANDOM_POSITIONS, 1, EVENTS).forEach(positions::add);
    Tampering.run(
        testLog,
        "CREATE TABLE kept AS TABLE event",
        "CREATE TABLE kept_tile AS TABLE sealed_tile",
        "CREATE TABLE kept_seal AS TABLE seal");
  }

  @AfterAll
  void close() {
    log.close();
  }

  private List<VerifierKey> keys(String file) {
    try (var lines = Files.lines(directory.resolve(file))) {
      return lines.filter(line -> !line.startsWith("#")).map(VerifierKey::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Verdict verify() {
    return DatabaseVerification.verify(log, keys, _ -> {});
  }

  /** Runs a change, looks, and undoes it. */
  private Verdict after(String... changes) throws SQLException {
    try {
      Tampering.run(testLog, changes);
      return verify();
    } finally {
      Tampering.run(
          testLog,
          // Unlike deleted rows, nothing is left of these that the next one would go over.
          "TRUNCATE event, sealed_tile, seal",
          "INSERT INTO event TABLE kept",
          "INSERT INTO sealed_tile TABLE kept_tile",
          "INSERT INTO seal TABLE kept_seal");
    }
  }

  private void assertNamed(LongFunction<String> change) throws SQLException {
    for (var position : positions) {
      var sql = change.apply(position);
      assertThat(after(sql))
          .as(sql)
          .isInstanceOfSatisfying(
              Different.class,
              difference -> {
                assertThat(difference.position()).isEqualTo(position);
                assertThat(difference.through()).isEqualTo(position);
              });
    }
  }

  @Test
  void an_untouched_log_is_intact() {
    var newest = log.newest().orElseThrow();

    assertThat(verify())
        .isInstanceOfSatisfying(
            Intact.class,
            intact -> {
              assertThat(intact.checkpoint().size()).isEqualTo(EVENTS);
              assertThat(intact.checkpoint().root()).isEqualTo(newest.root());
              assertThat(intact.from()).isEqualTo(1);
              assertThat(intact.through()).isEqualTo(EVENTS);
              assertThat(intact.unsealed()).isZero();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "payload = overlay(payload placing '~' from length(payload))",
        // One bit of a byte somewhere in the middle.
        "payload = overlay(payload placing chr(ascii(substr(payload, 1 + length(payload) / 3)) # 1)"
            + " from 1 + length(payload) / 3)",
        "metadata = overlay(metadata placing chr(ascii(substr(metadata, 2)) # 1) from 2)",
        "tags = CASE WHEN tags = '{}' THEN '{n=1}' ELSE"
            + " ARRAY[overlay(tags[1] placing chr(ascii(right(tags[1], 1)) # 1) from length(tags[1]))]"
            + " || tags[2:] END",
        "tags = CASE WHEN cardinality(tags) < 2 THEN tags || '{x=y}'::text[]"
            + " ELSE tags[2:] || tags[:1] END",
        "payload = payload || ' '",
        "payload = ''",
        "metadata = overlay(metadata placing '~' from 2 for 1)",
        "metadata = metadata || ' '",
        "tags = tags || '{x=y}'::text[]",
        "tags = CASE WHEN tags = '{}' THEN '{n=1}' ELSE ARRAY[tags[1] || '~'] || tags[2:] END",
        "tags = CASE WHEN cardinality(tags) = 0 THEN '{{a=b}}' ELSE ARRAY[tags] END",
        "tags = CASE WHEN cardinality(tags) = 0 THEN '{NULL}'"
            + " ELSE ('[0:' || cardinality(tags) - 1 || ']=' || tags::text)::text[] END",
        "type = type || 'x'",
        "revision = '2'",
        "event_id = gen_random_uuid()",
        "occurred_at = occurred_at + interval '1 microsecond'",
        "recorded_at = recorded_at - interval '1 microsecond'",
        "recorded_at = 'infinity'"
      })
  void a_changed_column_is_named(String change) throws SQLException {
    assertNamed(position -> "UPDATE event SET %s WHERE position = %d".formatted(change, position));
  }

  @Test
  void a_deleted_event_is_named() throws SQLException {
    assertNamed("DELETE FROM event WHERE position = %d"::formatted);
  }

  @Test
  void a_deleted_event_is_named_though_the_others_close_up() throws SQLException {
    assertNamed(
        position ->
            """
            DELETE FROM event WHERE position = %1$d;
            UPDATE event SET position = -position WHERE position > %1$d;
            UPDATE event SET position = -position - 1 WHERE position < 0
            """
                .formatted(position));
  }

  @Test
  void an_event_moved_away_is_named() throws SQLException {
    assertNamed("UPDATE event SET position = position + 1000000 WHERE position = %d"::formatted);
  }

  @Test
  void two_events_that_changed_places_are_named() throws SQLException {
    for (var position : positions.stream().filter(each -> each <= EVENTS - 2).toList()) {
      assertThat(
              after(
                  """
                  UPDATE event SET position = -1 WHERE position = %1$d;
                  UPDATE event SET position = %1$d WHERE position = %1$d + 2;
                  UPDATE event SET position = %1$d + 2 WHERE position = -1
                  """
                      .formatted(position)))
          .isInstanceOfSatisfying(
              Different.class, difference -> assertThat(difference.position()).isEqualTo(position));
    }
  }

  @Test
  void an_inserted_event_is_named() throws SQLException {
    assertNamed(
        position ->
            """
            UPDATE event SET position = -position - 1 WHERE position >= %1$d;
            UPDATE event SET position = -position WHERE position < 0;
            INSERT INTO event (position, event_id, type, revision, occurred_at, tags, payload, metadata)
            VALUES (%1$d, gen_random_uuid(), 'test.Opened', '1', now(), '{}', '{}', '{}')
            """
                .formatted(position));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -5})
  void an_event_before_the_first_is_named(long position) throws SQLException {
    assertThat(
            after(
                """
                INSERT INTO event (position, event_id, type, revision, occurred_at, tags, payload, metadata)
                VALUES (%d, gen_random_uuid(), 'test.Opened', '1', now(), '{}', '{}', '{}')
                """
                    .formatted(position)))
        .isInstanceOfSatisfying(
            Different.class, difference -> assertThat(difference.position()).isEqualTo(position));
  }

  @Test
  void events_cut_off_at_the_end_are_named() throws SQLException {
    assertThat(after("DELETE FROM event WHERE position > 1400"))
        .isEqualTo(new Different(1_401, 1_401, "The event is missing"));
    assertThat(after("DELETE FROM event")).isEqualTo(new Different(1, 1, "The event is missing"));
  }

  /** Who changes the tile as well hides which one it was, but not between which two checkpoints. */
  @Test
  void an_event_changed_together_with_its_tile_is_named_by_a_range() throws SQLException {
    assertThat(
            after(
                "UPDATE event SET payload = '{}' WHERE position = 300",
                "UPDATE sealed_tile SET hashes = sha256('x') || substr(hashes, 33) WHERE index = 1 AND level = 0"))
        .isInstanceOfSatisfying(
            Different.class,
            difference -> {
              assertThat(difference.position()).isEqualTo(1);
              assertThat(difference.through()).isEqualTo(400);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "UPDATE sealed_tile SET hashes = sha256('x') || substr(hashes, 33) WHERE index = 1 ; 257 ; 512",
        "DELETE FROM sealed_tile WHERE index = 2 ; 1 ; 1280",
        "UPDATE seal SET root = sha256('x') WHERE size = 800 ; 401 ; 800",
        "UPDATE seal SET note = 'x' WHERE size = 800 ; 401 ; 800"
      })
  void what_was_changed_in_the_seal_itself_is_told(String change, long from, long through)
      throws SQLException {
    assertThat(after(change))
        .isInstanceOfSatisfying(
            Different.class,
            difference -> {
              assertThat(difference.position()).isBetween(1L, from);
              assertThat(difference.through()).isBetween(through, 1_500L);
            });
  }

  @Test
  void a_key_that_did_not_sign_proves_nothing() {
    TestSealer.signer(directory.resolve("other.key"));

    assertThat(DatabaseVerification.verify(log, keys("other.key.pub"), _ -> {}))
        .isNotInstanceOf(Intact.class);
    assertThat(DatabaseVerification.verify(log, List.of(), _ -> {})).isNotInstanceOf(Intact.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 1500", "1, 1", "1500, 1500", "300, 1300", "256, 257", "1281, 1281"})
  void an_export_is_intact_by_itself(long from, long to) {
    var export = export("intact-%d-%d".formatted(from, to), from, to);

    assertThat(ExportVerification.verify(new ExportDirectory(export), keys, from, to, _ -> {}))
        .isInstanceOfSatisfying(
            Intact.class,
            intact -> {
              assertThat(intact.from()).isEqualTo(from);
              assertThat(intact.through()).isEqualTo(to);
              assertThat(intact.checkpoint().size()).isEqualTo(EVENTS);
            });
  }

  private Path export(String name, long from, long to) {
    var export = directory.resolve(name);
    var exported = LogExport.write(log, from, to, export, _ -> {});
    assertThat(exported).isEqualTo(new LogExport.Exported(from, to, EVENTS));
    return export;
  }

  /** One bit of what the log stores, at any place of a line. */
  @Test
  void a_flipped_bit_of_an_export_is_named() throws IOException {
    var export = export("flipped", 200, 900);
    var file = export.resolve("events.ndjson");
    var lines = Files.readAllLines(file);
    var random = new Random(7);
    for (var run = 0; run < 60; run++) {
      var at = random.nextInt(lines.size());
      var line = lines.get(at).getBytes(UTF_8);
      // What comes before is for readers; the log does not store it.
      var from = lines.get(at).indexOf("\"revision\"");
      line[from + random.nextInt(line.length - from)] ^= 1;
      var changed = Files.newOutputStream(file);
      try (changed) {
        for (var i = 0; i < lines.size(); i++) {
          changed.write(i == at ? line : lines.get(i).getBytes(UTF_8));
          changed.write('\n');
        }
      }
      assertThat(ExportVerification.verify(new ExportDirectory(export), keys, 200, 900, _ -> {}))
          .as(new String(line, UTF_8))
          .isInstanceOfSatisfying(
              Different.class, difference -> assertThat(difference.position()).isEqualTo(200 + at));
    }
  }

  @Test
  void an_export_lacks_no_event_and_has_no_other() throws IOException {
    var export = export("lines", 100, 600);
    var file = export.resolve("events.ndjson");
    var lines = Files.readAllLines(file);

    assertThat(change(file, lines, changed -> changed.remove(50)))
        .isEqualTo(new Different(150, 150, "The event is missing"));
    assertThat(change(file, lines, changed -> changed.add(50, changed.get(49))))
        .isEqualTo(new Different(149, 149, "An event stands where none belongs"));
    assertThat(change(file, lines, changed -> Collections.swap(changed, 7, 8)))
        .isEqualTo(new Different(107, 107, "The event is missing"));
    assertThat(change(file, lines, changed -> changed.remove(500)))
        .isEqualTo(new Different(600, 600, "The event is missing"));
    assertThat(change(file, lines, changed -> changed.remove(0)))
        .isEqualTo(new Different(100, 100, "The event is missing"));
    assertThat(change(file, lines, changed -> changed.add(50, "")))
        .isInstanceOfSatisfying(
            Different.class, difference -> assertThat(difference.position()).isEqualTo(150));
  }

  private Verdict change(Path file, List<String> lines, Consumer<List<String>> by)
      throws IOException {
    var changed = new ArrayList<>(lines);
    by.accept(changed);
    Files.write(file, changed);
    return ExportVerification.verify(
        new ExportDirectory(directory.resolve("lines")), keys, 100, 600, _ -> {});
  }

  @Test
  void a_changed_tile_or_checkpoint_of_an_export_is_told() throws IOException {
    var export = export("tiles", 1, 1_500);
    try (var files = Files.walk(export.resolve("tile"))) {
      for (var tile : files.filter(Files::isRegularFile).toList()) {
        var original = Files.readAllBytes(tile);
        var changed = original.clone();
        changed[changed.length / 2] ^= 4;
        Files.write(tile, changed);
        assertThat(ExportVerification.verify(new ExportDirectory(export), keys, 1, 1_500, _ -> {}))
            .as("%s", tile)
            .isInstanceOf(Different.class);
        Files.write(tile, original);
      }
    }
    var checkpoint = export.resolve("checkpoint");
    Files.writeString(checkpoint, Files.readString(checkpoint).replace("1500", "1400"));
    assertThat(ExportVerification.verify(new ExportDirectory(export), keys, 1, 1_500, _ -> {}))
        .isInstanceOf(Unproven.class);
  }
}
