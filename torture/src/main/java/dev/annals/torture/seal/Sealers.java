package dev.annals.torture.seal;

import dev.annals.eventstore.log.postgres.LogConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** As many sealing processes as there should be at a time. For one thread. */
final class Sealers implements AutoCloseable {

  private static final List<String> JVM_OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m");

  private final LogConnection sealer;
  private final Path keyFile;
  private final Path directory;
  private final List<Process> running = new ArrayList<>();
  private final List<Path> records = new ArrayList<>();
  private int killed;

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
    running.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile())
            .start());
  }

  void killAny(Random random) throws InterruptedException {
    kill(running.remove(random.nextInt(running.size())));
  }

  void killAll() throws InterruptedException {
    while (!running.isEmpty()) {
      kill(running.removeLast());
    }
  }

  private void kill(Process process) throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
    killed++;
  }

  int count() {
    return running.size();
  }

  int killed() {
    return killed;
  }

  /** Where each wrote down what it was about to store; some may not have come so far. */
  List<Path> records() {
    return List.copyOf(records);
  }

  /**
   * @throws SealFailed if one ended that nobody killed
   */
  void requireRunning() {
    if (running.stream().anyMatch(process -> !process.isAlive())) {
      throw new SealFailed("a sealer ended by itself; see its log in " + directory);
    }
  }

  @Override
  public void close() {
    try {
      killAll();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
