package dev.annals.torture.campaign;

import dev.annals.torture.writer.WriterOptions;
import dev.annals.torture.writer.WriterProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** As many writer processes as there should be at a time. Thread-safe. */
final class Writers implements AutoCloseable {

  private static final Duration END_MAX = Duration.ofMinutes(3);

  private final String mainClass;
  private final WriterOptions options;
  private final Random seeds;
  private final List<WriterProcess> running = new ArrayList<>();
  private long decidedByKilled;
  private int started;

  Writers(String mainClass, WriterOptions options, long seed) {
    this.mainClass = mainClass;
    this.options = options;
    this.seeds = new Random(seed);
  }

  synchronized void start() throws IOException {
    var name = "w" + ++started;
    running.add(WriterProcess.start(mainClass, options, name, seeds.nextLong()));
  }

  synchronized WriterProcess any(Random random) {
    return running.get(random.nextInt(running.size()));
  }

  /** Kills one and starts another in its place. */
  synchronized void replace(WriterProcess writer) throws IOException, InterruptedException {
    writer.kill();
    decidedByKilled += writer.decided();
    running.remove(writer);
    start();
  }

  synchronized long decided() {
    return decidedByKilled + running.stream().mapToLong(WriterProcess::decided).sum();
  }

  /**
   * @throws CampaignFailed if a writer ended that nobody killed
   */
  synchronized void requireRunning() {
    for (var writer : running) {
      if (writer.endedByItself()) {
        throw new CampaignFailed("writer %s ended by itself; see its log".formatted(writer.name()));
      }
    }
  }

  /** Lets all finish what they began, and see the end of the log. */
  synchronized void end() throws IOException, InterruptedException {
    for (var writer : running) {
      writer.askToEnd();
    }
    for (var writer : running) {
      if (!writer.awaitEnd(END_MAX)) {
        throw new CampaignFailed(
            "writer %s did not end well within %s; see its log".formatted(writer.name(), END_MAX));
      }
    }
  }

  @Override
  public synchronized void close() {
    for (var writer : running) {
      try {
        writer.kill();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
