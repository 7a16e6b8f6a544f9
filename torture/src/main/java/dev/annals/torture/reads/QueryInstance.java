package dev.annals.torture.reads;

import dev.annals.torture.round.Patience;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A query service in a Java virtual machine of its own. */
final class QueryInstance {

  /** A small heap, since several of them must fit beside the server. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx384m");

  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final String READINESS = "/actuator/health/readiness";

  private final Process process;
  private final Path output;
  private final QueryClient client;
  private String name = "";

  private QueryInstance(Process process, Path output, QueryClient client) {
    this.process = process;
    this.output = output;
    this.client = client;
  }

  /** Starts one, which is not ready yet. */
  static QueryInstance start(List<String> settings, Path output) throws IOException {
    var port = freePort();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(QueryServiceUnderFire.class.getName());
    command.addAll(settings);
    command.add("--server.address=127.0.0.1");
    command.add("--server.port=" + port);
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    var client = new QueryClient(URI.create("http://127.0.0.1:" + port));
    return new QueryInstance(process.start(), output, client);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /**
   * Waits until it answers reads.
   *
   * @throws ReadsFailed if it does not in time
   */
  void awaitReady() throws InterruptedException {
    var ready = Patience.until(START_MAX, () -> !process.isAlive() || client.answers(READINESS));
    if (!ready || !process.isAlive()) {
      throw new ReadsFailed("a query service does not start; see " + output);
    }
  }

  /** What it calls itself among the others. */
  void isCalled(String newName) {
    name = newName;
  }

  String name() {
    return name;
  }

  QueryClient client() {
    return client;
  }

  /**
   * Fails the campaign if it ended although nobody killed it.
   *
   * @throws ReadsFailed if so
   */
  void requireRunning() {
    if (!process.isAlive()) {
      throw new ReadsFailed("a query service ended by itself; see " + output);
    }
  }

  /** Kills it with SIGKILL. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
    client.close();
  }
}
