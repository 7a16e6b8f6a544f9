package dev.annals.torture.seal;

import dev.annals.eventstore.log.postgres.LogConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** As many sealing processes as there should be at a time. For one thread. */
final class Sealers implements AutoCloseable {

  private static final List<String> JVM_OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m");

  private final LogConnection sealer;
  private final Path keyFile;
  private final Path directory;
  private final List<Running> running = new ArrayList<>();
  private final List<Path> records = new ArrayList<>();
  private int killed;
  private int killedSealing;

  private record Running(Process process, Path record) {}

  /**
   * @param directory for what they say and record
   */
  Sealers(LogConnection sealer, Path keyFile, Path directory) {
    this.sealer = sealer;
    this.keyFile = keyFile;
    this.directory = directory;
  }

  void start() throws IOException {
    var name = "sealer" + (records.size() + 1);
    var record = directory.resolve(name + ".ndjson");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(SealerUnderFire.class.getName());
    command.addAll(List.of(sealer.url(), sealer.user(), sealer.password(), sealer.schema()));
    command.add(keyFile.toString());
    command.add(record.toString());
    records.add(record);
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile());
    running.add(new Running(process.start(), record));
  }

  void killAny(Random random) throws IOException, InterruptedException {
    kill(running.remove(random.nextInt(running.size())));
  }

  void killAll() throws IOException, InterruptedException {
    while (!running.isEmpty()) {
      kill(running.removeLast());
    }
  }

  private void kill(Running victim) throws IOException, InterruptedException {
    victim.process().toHandle().destroyForcibly();
    victim.process().waitFor();
    killed++;
    if (victim.record().equals(lastWritten())) {
      killedSealing++;
    }
  }

  /** Only who has the turn to seal writes. */
  private @Nullable Path lastWritten() throws IOException {
    Path last = null;
    for (var record : records) {
      if (Files.exists(record)
          && Files.size(record) > 0
          && (last == null
              || Files.getLastModifiedTime(record).compareTo(Files.getLastModifiedTime(last))
                  > 0)) {
        last = record;
      }
    }
    return last;
  }

  int count() {
    return running.size();
  }

  int killed() {
    return killed;
  }

  /** Of those, the ones that had sealed last: the others only waited for their turn to. */
  int killedSealing() {
    return killedSealing;
  }

  /** Where each wrote down what it was about to store; some may not have come so far. */
  List<Path> records() {
    return List.copyOf(records);
  }

  /**
   * @throws SealFailed if one ended that nobody killed
   */
  void requireRunning() {
    if (running.stream().anyMatch(each -> !each.process().isAlive())) {
      throw new SealFailed("a sealer ended by itself; see its log in " + directory);
    }
  }

  @Override
  public void close() {
    try {
      killAll();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
