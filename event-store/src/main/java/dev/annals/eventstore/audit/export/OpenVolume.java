package dev.annals.eventstore.audit.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A volume, to be read. Nothing of it is trusted here. */
public final class OpenVolume implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** One for each event of the largest volume, and each by several keys. */
  private static final int NOTES_BYTES_MAX = 64 << 20;

  private final Path file;
  private final FileSystem zip;

  private OpenVolume(Path file, FileSystem zip) {
    this.file = file;
    this.zip = zip;
  }

  /**
   * Opens a volume's file.
   *
   * @throws BadExportException if it is not there, or not a zip file
   */
  public static OpenVolume open(Path file) {
    try {
      return new OpenVolume(file, FileSystems.newFileSystem(file));
    } catch (IOException | ProviderNotFoundException e) {
      throw new BadExportException("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  /** The export that is in it. */
  public ExportDirectory export() {
    return new ExportDirectory(zip.getPath("/"));
  }

  /**
   * The checkpoints of the volume's range, in order.
   *
   * @throws BadExportException if it is anything else
   */
  public List<String> notes() {
    var notes = new ArrayList<String>();
    try (var in = Files.newInputStream(zip.getPath(Volume.CHECKPOINTS))) {
      var bytes = in.readNBytes(NOTES_BYTES_MAX);
      if (bytes.length == NOTES_BYTES_MAX) {
        throw new BadExportException(file + " has more checkpoints than there can be");
      }
      for (var line : new String(bytes, UTF_8).lines().toList()) {
        notes.add(JSON.readValue(line, String.class));
      }
      return notes;
    } catch (IOException | JacksonException e) {
      throw new BadExportException(
          "Cannot read the checkpoints of %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new BadExportException("Cannot close %s: %s".formatted(file, e), e);
    }
  }
}
