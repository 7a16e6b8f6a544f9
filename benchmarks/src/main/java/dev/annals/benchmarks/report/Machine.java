package dev.annals.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** On what was measured, as far as the machine tells. */
public record Machine(
    String processor, int cores, String memory, String system, String disk, String java) {

  private static final long KIB_PER_GIB = 1 << 20;

  /**
   * This machine.
   *
   * @param data where the database lies
   */
  public static Machine here(Path data) {
    return new Machine(
        value(Path.of("/proc/cpuinfo"), "model name").orElse("unknown"),
        Runtime.getRuntime().availableProcessors(),
        value(Path.of("/proc/meminfo"), "MemTotal").map(Machine::gib).orElse("unknown"),
        "%s %s, %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        disk(data),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
  }

  private static String gib(String kib) {
    var number = Long.parseLong(kib.replaceAll("\\D", ""));
    return String.format(Locale.ROOT, "%.1f GiB", (double) number / KIB_PER_GIB);
  }

  private static String disk(Path data) {
    try {
      var store = Files.getFileStore(data);
      var device = Path.of(store.name()).getFileName();
      return store.type() + rotation(device == null ? "" : device.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot tell the file system of the data directory", e);
    }
  }

  private static String rotation(String device) {
    var flag = Path.of("/sys/block", device.replaceAll("p?\\d+$", ""), "queue", "rotational");
    try {
      return switch (Files.isReadable(flag) ? Files.readString(flag).strip() : "") {
        case "0" -> ", not rotating";
        case "1" -> ", rotating, or the host does not tell";
        default -> ", of unknown kind";
      };
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot tell the kind of the disk", e);
    }
  }

  private static Optional<String> value(Path file, String key) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
