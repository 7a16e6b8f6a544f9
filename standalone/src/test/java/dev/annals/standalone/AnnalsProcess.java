package dev.annals.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** {@code annals up} as its user runs it: the packaged program in a process of its own. */
final class AnnalsProcess implements AutoCloseable {

  private static final Path PACKAGED = Path.of("target", "annals.jar");
  private static final Duration READY_MAX = Duration.ofMinutes(3);
  private static final Duration END_MAX = Duration.ofMinutes(1);
  private static final Pattern READY =
      Pattern.compile("Annals is ready: commands (\\S+)  queries (\\S+)  \\(Ctrl-C stops\\)");
  private static final String END = "(end of output)";

  /** Signalled through its handle, because to destroy a Process also cuts off its output. */
  private final Process process;

  private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
  private String commands = "(not ready)";
  private String queries = "(not ready)";

  private AnnalsProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::readOutput);
  }

  /** Starts on any free ports and waits until it is ready. */
  static AnnalsProcess up(Path data) throws IOException, InterruptedException {
    var annals = start("up", "--data", data.toString(), "--port", "0", "--query-port", "0");
    annals.awaitReady();
    return annals;
  }

  /** A script that starts the program with its arguments. */
  static String launcher() {
    return "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(String.join("' '", program()));
  }

  private static List<String> program() {
    var command = Rehearsed.java("-XX:AOTCache=" + Rehearsed.CACHE, "-Xlog:aot=off");
    command.addAll(List.of("-jar", Rehearsed.JAR.toString()));
    return command;
  }

  static AnnalsProcess start(String... arguments) throws IOException {
    var command = program();
    command.addAll(List.of(arguments));
    return new AnnalsProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** The program unpacked, and with a rehearsed start, as the launcher runs it: half the time. */
  private static final class Rehearsed {

    private static final Path DIRECTORY = Path.of("target", "rehearsed").toAbsolutePath();
    private static final Path APP = DIRECTORY.resolve("app");
    static final Path JAR = APP.resolve("annals.jar");
    static final Path CACHE = DIRECTORY.resolve("cache");

    static {
      assertThat(PACKAGED).as("the packaged program; 'package' makes it").exists();
      try {
        deleteFormer();
        run("-Djarmode=tools", "-jar", "" + PACKAGED, "extract", "--destination", "" + APP);
        rehearse();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted", e);
      }
    }

    /** Starts faster with a simple compiler; tests are over before a better one pays. */
    static List<String> java(String... options) {
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx512m"));
      command.addAll(List.of(options));
      return command;
    }

    private static void deleteFormer() throws IOException {
      if (Files.exists(DIRECTORY)) {
        try (var all = Files.walk(DIRECTORY)) {
          for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }

    private static void rehearse() throws IOException, InterruptedException {
      var data = DIRECTORY.resolve("data");
      run(
          "-XX:AOTCacheOutput=" + CACHE,
          "-jar",
          "" + JAR,
          "up",
          "--data=" + data,
          "--port=0",
          "--query-port=0",
          "--until-ready");
    }

    private static void run(String... options) throws IOException, InterruptedException {
      var output = Files.createTempFile("rehearsal", ".log");
      var process =
          new ProcessBuilder(java(options))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      var ended = process.waitFor(READY_MAX.toSeconds(), TimeUnit.SECONDS);
      process.destroyForcibly();
      assertThat(ended && process.exitValue() == 0).as(Files.readString(output)).isTrue();
      Files.delete(output);
    }
  }

  long pid() {
    return process.pid();
  }

  String commands() {
    return commands;
  }

  String queries() {
    return queries;
  }

  /** Asks it to end, as a service manager does, and tells the exit code. */
  int terminate() throws InterruptedException {
    process.toHandle().destroy();
    return awaitEnd();
  }

  /** Ends it without giving it a chance to do anything. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    awaitEnd();
  }

  int awaitEnd() throws InterruptedException {
    assertThat(process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)).as("has ended").isTrue();
    return process.exitValue();
  }

  /** What it printed and nobody has read yet, up to its end. */
  List<String> remainingOutput() throws InterruptedException {
    var lines = new ArrayList<String>();
    for (var line = next(END_MAX); !line.equals(END); line = next(END_MAX)) {
      lines.add(line);
    }
    return lines;
  }

  @Override
  public void close() {
    process.toHandle().destroy();
    try {
      awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.toHandle().destroyForcibly();
    }
  }

  /** The next line it prints. */
  String awaitLine() throws InterruptedException {
    return next(READY_MAX);
  }

  private void awaitReady() throws InterruptedException {
    var seen = new ArrayList<String>();
    for (var line = next(READY_MAX); ; line = next(READY_MAX)) {
      seen.add(line);
      var ready = READY.matcher(line);
      if (ready.matches()) {
        commands = ready.group(1);
        queries = ready.group(2);
        return;
      }
      assertThat(line).as("output %s", seen).isNotEqualTo(END);
    }
  }

  private String next(Duration max) throws InterruptedException {
    var line = output.poll(max.toSeconds(), TimeUnit.SECONDS);
    assertThat(line).as("a line of output within %s", max).isNotNull();
    return line;
  }

  private void readOutput() {
    try (var reader = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      reader.lines().forEach(output::add);
    } catch (IOException | UncheckedIOException e) {
      output.add("output broke off: " + e);
    } finally {
      output.add(END);
    }
  }
}
