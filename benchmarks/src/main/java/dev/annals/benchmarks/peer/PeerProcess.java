package dev.annals.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process that works on demand. It says {@code {"ready":true}} when it can, then answers each
 * {@link PeerRequest} with a {@link PeerAnswer}, one line of JSON each, and ends with its input.
 */
public final class PeerProcess implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration END_MAX = Duration.ofSeconds(10);

  private final Process process;
  private final PrintWriter requests;
  private final BufferedReader answers;

  private PeerProcess(Process process) {
    this.process = process;
    this.requests = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts it and waits until it is ready. What it says on its error stream is ours to say. */
  public static PeerProcess start(Path directory, List<String> command) {
    try {
      var peer =
          new PeerProcess(
              new ProcessBuilder(command)
                  .directory(directory.toFile())
                  .redirectError(ProcessBuilder.Redirect.INHERIT)
                  .start());
      peer.requireReady(command);
      return peer;
    } catch (IOException e) {
      throw new IllegalStateException("Cannot start " + command, e);
    }
  }

  private void requireReady(List<String> command) throws IOException {
    var line = answers.readLine();
    if (line == null || !JSON.readTree(line).path("ready").asBoolean()) {
      close();
      throw new IllegalStateException("Not ready but '%s': %s".formatted(line, command));
    }
  }

  /** Has it begin; it answers later. */
  public void ask(PeerRequest request) {
    requests.println(JSON.writeValueAsString(request));
  }

  /** Waits for the answer to the last request. */
  public PeerAnswer answer() {
    try {
      var line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("The process ended without an answer");
      }
      return JSON.readValue(line, PeerAnswer.class);
    } catch (IOException e) {
      throw new IllegalStateException("The process does not answer", e);
    }
  }

  @Override
  public void close() {
    requests.close();
    try {
      if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
