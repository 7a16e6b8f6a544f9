package dev.annals.eventstore.audit.export;

import dev.annals.eventstore.audit.tree.MissingTileException;
import dev.annals.eventstore.audit.tree.Tile;
import dev.annals.eventstore.audit.tree.TileHashes;
import dev.annals.eventstore.audit.tree.TileSource;
import dev.annals.eventstore.log.StoredEvent;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An export, to be read. Nothing of it is trusted here. */
public final class ExportDirectory implements TileSource {

  static final String EVENTS = "events.ndjson";
  static final String CHECKPOINT = "checkpoint";
  static final String KEYS = "keys.pub";

  /** An event has at most about four megabytes of text, and base64 a third more. */
  private static final int LINE_BYTES_MAX = 32 << 20;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int CHECKPOINT_BYTES_MAX = 1 << 20;

  private final Path directory;

  public ExportDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * The checkpoint, as it stands there.
   *
   * @throws BadExportException if there is none
   */
  public String checkpoint() {
    var file = directory.resolve(CHECKPOINT);
    // Not by the size it claims to have: in a volume, that is whatever somebody wrote there.
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(CHECKPOINT_BYTES_MAX + 1);
      if (bytes.length > CHECKPOINT_BYTES_MAX) {
        throw new BadExportException(file + " is too large for a checkpoint");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BadExportException("%s has no readable checkpoint".formatted(directory), e);
    }
  }

  @Override
  public TileHashes read(Tile tile) {
    var file = directory.resolve(tile.path());
    try (var in = Files.newInputStream(file)) {
      return TileHashes.of(tile, in.readNBytes(Tile.WIDTH * 32 + 1));
    } catch (NoSuchFileException _) {
      throw new MissingTileException(tile, "is not in the export");
    } catch (IOException | IllegalArgumentException e) {
      throw new MissingTileException(tile, "cannot be read: " + e.getMessage());
    }
  }

  /**
   * Hands on the events, one line after the other.
   *
   * @throws BadExportException if a line is none
   */
  public void events(Consumer<? super StoredEvent> each) {
    var file = directory.resolve(EVENTS);
    try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      for (var line = line(in); line != null; line = line(in)) {
        each.accept(EventLine.read(line));
      }
    } catch (IOException e) {
      throw new BadExportException("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  /** Null at the end. An empty line is none, but one that has no event. */
  private static byte @Nullable [] line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream(1_024);
    var next = in.read();
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (line.size() == LINE_BYTES_MAX) {
        throw new BadExportException("A line is longer than any event");
      }
      line.write(next);
    }
    return next < 0 && line.size() == 0 ? null : line.toByteArray();
  }
}
