package dev.annals.eventstore.audit.export;

import dev.annals.eventstore.audit.tree.TreeHasher;
import dev.annals.eventstore.file.DurableFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An archive: volumes, and the list of them with their digests, in the format of {@code sha256sum}.
 * A volume counts once it is listed.
 */
public final class ArchiveDirectory {

  private static final String LIST = "SHA256SUMS";
  private static final String HEADER = "# annals archive 1";
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{64})  events-([0-9]{12,18})-([0-9]{12,18})\\.zip");

  private final Path path;

  public ArchiveDirectory(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  /** The list of volumes; what says that this is an archive. */
  public Path list() {
    return path.resolve(LIST);
  }

  /** Where a volume is, or will be. */
  public Path file(Volume volume) {
    return path.resolve(volume.fileName());
  }

  /**
   * The volumes as they are listed; none if there is no list yet.
   *
   * @throws BadExportException if the list is not one of this format
   */
  public List<Volume> volumes() {
    try {
      var lines = Files.readAllLines(list());
      if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
        throw new BadExportException("%s does not begin with '%s'".formatted(list(), HEADER));
      }
      var volumes = new ArrayList<Volume>();
      for (var line : lines.subList(1, lines.size())) {
        volumes.add(volume(line));
      }
      return volumes;
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException e) {
      throw new BadExportException("Cannot read %s: %s".formatted(list(), e), e);
    }
  }

  /**
   * The checkpoint of the last volume, as it stands there.
   *
   * @throws BadExportException if there is none
   */
  public String newestCheckpoint() {
    var volumes = volumes();
    if (volumes.isEmpty()) {
      throw new BadExportException("There is no archive in " + path);
    }
    try (var open = OpenVolume.open(file(volumes.getLast()))) {
      return open.export().checkpoint();
    }
  }

  private Volume volume(String line) {
    var matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new BadExportException(
          "%s has a line that names no volume: %s".formatted(list(), line));
    }
    return new Volume(
        Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)), matcher.group(1));
  }

  /** Lists these, and no others, durably. */
  public void list(List<Volume> volumes) throws IOException {
    var text = new StringBuilder(HEADER).append('\n');
    for (var volume : volumes) {
      text.append(volume.sha256()).append("  ").append(volume.fileName()).append('\n');
    }
    DurableFile.replace(list(), text.toString(), false);
  }

  /**
   * Whether a volume's file is the one that was listed, to the bit.
   *
   * @throws BadExportException if it cannot be read
   */
  public boolean isAsListed(Volume volume) {
    var digest = TreeHasher.sha256();
    try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(file(volume), out);
    } catch (IOException e) {
      throw new BadExportException("Cannot read %s: %s".formatted(file(volume), e), e);
    }
    return HexFormat.of().formatHex(digest.digest()).equals(volume.sha256());
  }
}
