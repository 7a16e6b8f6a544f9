package dev.annals.eventstore.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.audit.archive.LogArchive;
import dev.annals.eventstore.audit.export.ArchiveDirectory;
import dev.annals.eventstore.audit.export.LogExport;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.postgres.PostgresSealedLog;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.seal.TestSealer;
import dev.annals.eventstore.audit.verify.IndependentVerifier.Answer;
import dev.annals.eventstore.log.postgres.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verifier in another language, written from the documents alone, comes to the same verdicts. */
class IndependentVerifierIT {

  private static final int EVENTS = 1_700;
  private static final TestLog LOG = TestLog.create();

  @TempDir private static Path directory = Path.of("");

  private static SealedLog sealed = new PostgresSealedLog(LOG.reader(), 2);
  private static String key = "";

  @BeforeAll
  static void seal() throws IOException {
    IndependentVerifier.require();
    try (var events = LOG.open()) {
      TestSealer.append(events, EVENTS);
    }
    TestSealer.seal(LOG.sealer(), directory.resolve("seal.key"), 300);
    key = Files.readAllLines(directory.resolve("seal.key.pub")).getLast();
  }

  @AfterAll
  static void close() {
    sealed.close();
  }

  private static Path export(String name, long from, long to) {
    var export = directory.resolve(name);
    LogExport.write(sealed, from, to, export, _ -> {});
    return export;
  }

  private static Answer verify(Path export, String... more) throws IOException {
    var fixed = Stream.of(export.toString(), key);
    return IndependentVerifier.verify(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void an_export_is_intact() throws IOException {
    var root = sealed.newest().orElseThrow().root().toBase64();

    assertThat(verify(export("whole", 1, EVENTS), "1", "" + EVENTS))
        .isEqualTo(
            new Answer(0, "intact through position 1700\nsize 1700\nroot %s\n".formatted(root)));
    assertThat(verify(export("part", 250, 1_300), "250", "1300").exitCode()).isZero();
    assertThat(verify(export("one", 1_700, 1_700)).exitCode()).isZero();
  }

  /** Unzipped, the volume of an archive is an export. */
  @Test
  void a_volume_of_an_archive_is_intact() throws IOException {
    var archive = new ArchiveDirectory(directory.resolve("archive"));
    LogArchive.add(sealed, List.of(VerifierKey.parse(key)), 200, Long.MAX_VALUE, archive, _ -> {});
    var volume = directory.resolve("volume");
    try (var zip = new ZipFile(archive.file(archive.volumes().getFirst()).toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        var file = volume.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip.getInputStream(entry), file);
      }
    }

    assertThat(verify(volume, "200", "" + EVENTS).exitCode()).isZero();
  }

  @Test
  void a_changed_event_is_named() throws IOException {
    var export = export("changed", 100, 400);
    var file = export.resolve("events.ndjson");
    var lines = Files.readAllLines(file);
    lines.set(124, lines.get(124).replace("actor", "actress").replace("note", "nota"));
    Files.write(file, lines);

    var answer = verify(export);
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.output()).contains("position 224: the event is not the one that was sealed");
  }

  @Test
  void a_missing_event_is_named() throws IOException {
    var export = export("missing", 100, 400);
    var file = export.resolve("events.ndjson");
    var lines = Files.readAllLines(file);
    lines.remove(200);
    Files.write(file, lines);

    assertThat(verify(export).output()).contains("another event, or none, is there");
    lines.subList(200, lines.size()).clear();
    Files.write(file, lines);
    assertThat(verify(export, "100", "400").output())
        .contains("position 300: the event is missing");
  }

  @Test
  void a_changed_tile_or_checkpoint_is_told() throws IOException {
    var export = export("tiles", 1, 700);
    var tile = export.resolve("tile/0/001");
    var original = Files.readAllBytes(tile);
    var changed = original.clone();
    changed[77] ^= 1;
    Files.write(tile, changed);
    assertThat(verify(export).exitCode()).isEqualTo(1);
    Files.write(tile, original);

    var checkpoint = export.resolve("checkpoint");
    Files.writeString(checkpoint, Files.readString(checkpoint).replace("\n1700\n", "\n1699\n"));
    assertThat(verify(export).output()).contains("forged");
  }
}
