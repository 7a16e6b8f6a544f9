package dev.annals.benchmarks.service;

import dev.annals.benchmarks.server.Database;
import dev.annals.command.CommandServiceApplication;
import dev.annals.query.QueryServiceApplication;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A service in a Java virtual machine of its own, set as it is shipped. */
public final class ServiceProcess implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final Duration END_MAX = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final String name;
  private final Process process;
  private final URI address;
  private final Path output;

  private ServiceProcess(String name, Process process, URI address, Path output) {
    this.name = name;
    this.process = process;
    this.address = address;
    this.output = output;
  }

  /**
   * Starts the command service on the class path of this process and waits until it is ready.
   *
   * @param user of the database, with the right to append to its log
   * @param heap as after {@code -Xmx}
   */
  public static ServiceProcess command(Database log, String user, String heap) {
    var settings = logSettings(log, user);
    settings.addAll(KeySettings.command(log, user));
    return start("command service", CommandServiceApplication.class, heap, settings);
  }

  /**
   * Starts the query service on the class path of this process and waits until it is ready.
   *
   * @param user of the log's database, with the right to read its log
   * @param heap as after {@code -Xmx}
   */
  public static ServiceProcess query(Database log, String user, Database views, String heap) {
    var settings = logSettings(log, user);
    settings.addAll(KeySettings.query(log, user));
    settings.add("--spring.datasource.url=" + views.url());
    settings.add("--spring.datasource.username=" + views.user());
    settings.add("--spring.datasource.password=" + views.password());
    return start("query service", QueryServiceApplication.class, heap, settings);
  }

  private static List<String> logSettings(Database log, String user) {
    var settings = new ArrayList<String>();
    settings.add("--annals.log.url=" + log.url());
    settings.add("--annals.log.user=" + user);
    settings.add("--annals.log.password=" + log.password());
    settings.add("--annals.log.schema=" + log.log().schema());
    return settings;
  }

  private static ServiceProcess start(
      String name, Class<?> application, String heap, List<String> settings) {
    try {
      var port = freePort();
      var output = Files.createTempFile("annals-" + name.replace(' ', '-'), ".log");
      var command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-Xmx" + heap,
                  "-XX:+ExitOnOutOfMemoryError",
                  "-cp",
                  System.getProperty("java.class.path"),
                  application.getName(),
                  "--server.address=127.0.0.1",
                  "--server.port=" + port));
      command.addAll(settings);
      var process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      var service =
          new ServiceProcess(name, process.start(), URI.create("http://127.0.0.1:" + port), output);
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(service::close));
      service.awaitReady();
      return service;
    } catch (IOException e) {
      throw new IllegalStateException("Cannot start the " + name, e);
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
          throw new IllegalStateException("The %s does not start; see %s".formatted(name, output));
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
      throw new IllegalStateException("Interrupted while the %s starts".formatted(name), e);
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
          "The %s ended with %d; see %s".formatted(name, process.exitValue(), output));
    }
    process.destroy();
    if (!ends()) {
      throw new IllegalStateException("The %s does not end; see %s".formatted(name, output));
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
