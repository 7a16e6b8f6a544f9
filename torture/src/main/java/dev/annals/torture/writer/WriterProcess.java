package dev.annals.torture.writer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A writer process, seen by the campaign that started it. */
public final class WriterProcess {

  private static final Logger LOG = LoggerFactory.getLogger(WriterProcess.class);

  /** Over before a better compiler pays, and three of them must fit beside the server. */
  private static final List<String> JVM_OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

  private static final Duration SIGNAL_MAX = Duration.ofSeconds(10);

  private final String name;
  private final Process process;
  private final Thread reader;
  private volatile long decided;
  private volatile boolean toEnd;

  private WriterProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::readProgress);
  }

  /**
   * Starts one.
   *
   * @param mainClass of the program that has a {@code writer} command
   * @param name unique in the campaign
   */
  public static WriterProcess start(String mainClass, WriterOptions options, String name, long seed)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    command.add("writer");
    command.addAll(options.arguments(name, seed));
    var errors = options.histories().resolve(name + ".log").toFile();
    return new WriterProcess(name, new ProcessBuilder(command).redirectError(errors).start());
  }

  private void readProgress() {
    try (BufferedReader lines = process.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        decided = line.matches("\\d{1,18}") ? Long.parseLong(line) : decided;
      }
    } catch (IOException e) {
      // A killed process takes its end of the pipe with it; what it said before stays counted.
      LOG.debug("No more progress of {}", name, e);
    }
  }

  /** How many of its appends were accepted or refused as in conflict. */
  public long decided() {
    return decided;
  }

  /** Unique in the campaign. */
  public String name() {
    return name;
  }

  /** Whether it ended although nobody killed it or asked it to. */
  public boolean endedByItself() {
    return !toEnd && !process.isAlive();
  }

  /** Kills it with SIGKILL. */
  public void kill() throws InterruptedException {
    toEnd = true;
    process.toHandle().destroyForcibly();
    process.waitFor();
    reader.join();
  }

  /** Stops it in the middle of whatever it does, unless it has ended. */
  public boolean freeze() throws IOException, InterruptedException {
    return signal("-STOP");
  }

  /** Lets a frozen one go on. */
  public boolean thaw() throws IOException, InterruptedException {
    return signal("-CONT");
  }

  private boolean signal(String signal) throws IOException, InterruptedException {
    if (!process.isAlive()) {
      return false;
    }
    var kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
    if (!kill.waitFor(SIGNAL_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("kill does not end");
    }
    return kill.exitValue() == 0;
  }

  /** Asks it to finish what it does and to end. */
  public void askToEnd() throws IOException {
    toEnd = true;
    process.outputWriter().close();
  }

  /** Whether it ended in time, and well. */
  public boolean awaitEnd(Duration max) throws InterruptedException {
    if (!process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    reader.join();
    return process.exitValue() == 0;
  }
}
