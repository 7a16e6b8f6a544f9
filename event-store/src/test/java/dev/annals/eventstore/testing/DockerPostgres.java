package dev.annals.eventstore.testing;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL in a container. */
final class DockerPostgres {

  private static final String IMAGE = "postgres:18";
  private static final String PASSWORD = "postgres";

  private DockerPostgres() {}

  static boolean answers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  static TestPostgres.Server start() {
    // The library's own command switches fsync off.
    @SuppressWarnings("resource") // removed by Testcontainers' reaper when the JVM ends
    var container =
        new PostgreSQLContainer(IMAGE)
            .withUsername("postgres")
            .withPassword(PASSWORD)
            .withCommand("postgres", "-c", "max_connections=" + TestPostgres.CONNECTIONS_MAX);
    container.start();
    return new TestPostgres.Server(
        container.getHost(),
        container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        PASSWORD);
  }
}
