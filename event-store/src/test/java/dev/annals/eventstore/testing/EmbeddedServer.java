package dev.annals.eventstore.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** PostgreSQL as a child process, for machines without Docker. Works as root, too. */
final class EmbeddedServer {

  private static final Duration STARTUP_MAX = Duration.ofMinutes(1);

  private EmbeddedServer() {}

  static TestPostgres.Server start() {
    try {
      // The library switches fsync and synchronous_commit off unless told otherwise.
      @SuppressWarnings("resource") // stopped by the library's shutdown hook, with the JVM
      var server =
          EmbeddedPostgres.builder()
              .setPGStartupWait(STARTUP_MAX)
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_connections", TestPostgres.CONNECTIONS_MAX)
              .start();
      return new TestPostgres.Server("localhost", server.getPort(), "unused");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start the embedded PostgreSQL", e);
    }
  }
}
