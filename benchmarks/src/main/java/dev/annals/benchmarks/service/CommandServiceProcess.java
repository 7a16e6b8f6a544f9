package dev.annals.benchmarks.service;

import dev.annals.benchmarks.server.Database;
import dev.annals.command.CommandServiceApplication;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The command service in a Java virtual machine of its own, set as it is shipped. */
public final class CommandServiceProcess implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final Duration END_MAX = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Process process;
  private final URI address;
  private final Path output;

  private CommandServiceProcess(Process process, URI address, Path output) {
    this.process = process;
    this.address = address;
    this.output = output;
  }

  /**
   * Starts it on the class path of this process and waits until it is ready.
   *
   * @param user of the database, with the right to append to its log
   * @param heap as after {@code -Xmx}
   */
  public static CommandServiceProcess start(Database database, String user, String heap) {
    try {
      var port = freePort();
      var output = Files.createTempFile("annals-command-service", ".log");
      var command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "--enable-native-access=ALL-UNNAMED",
              "-Xmx" + heap,
              "-XX:+ExitOnOutOfMemoryError",
              "-cp",
              System.getProperty("java.class.path"),
              CommandServiceApplication.class.getName(),
              "--server.address=127.0.0.1",
              "--server.port=" + port,
              "--annals.log.url=" + database.url(),
              "--annals.log.user=" + user,
              "--annals.log.password=" + database.password(),
              "--annals.log.schema=" + database.log().schema());
      var process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      var service =
          new CommandServiceProcess(
              process.start(), URI.create("http://127.0.0.1:" + port), output);
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(service::close));
      service.awaitReady();
      return service;
    } catch (IOException e) {
      throw new IllegalStateException("Cannot start the command service", e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() {
    var end = System.nanoTime() + START_MAX.toNanos();
    try (var http = HttpClient.newHttpClient()) {
      while (!isReady(http)) {
        if (!process.isAlive() || System.nanoTime() > end) {
          close();
          throw new IllegalStateException("The command service does not start; see " + output);
        }
        LockSupport.parkNanos(LOOK.toNanos());
      }
    }
  }

  private boolean isReady(HttpClient http) {
    var request = HttpRequest.newBuilder(address.resolve("/actuator/health/readiness")).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the command service starts", e);
    }
  }

  public URI address() {
    return address;
  }

  public long pid() {
    return process.pid();
  }

  /**
   * Asks it to end, as an operator does.
   *
   * @throws IllegalStateException if it had ended before, or does not end
   */
  public void stop() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "The command service ended with %d; see %s".formatted(process.exitValue(), output));
    }
    process.destroy();
    if (!ends()) {
      throw new IllegalStateException("The command service does not end; see " + output);
    }
    try {
      Files.delete(output);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot delete " + output, e);
    }
  }

  private boolean ends() {
    try {
      return process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Leaves nothing running; what it said stays if it was not {@linkplain #stop stopped}. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
