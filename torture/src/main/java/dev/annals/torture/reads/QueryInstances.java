package dev.annals.torture.reads;

import dev.annals.torture.round.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The query services that run at a time. Each is known by the name it gave itself. */
final class QueryInstances implements AutoCloseable {

  private static final Duration NAME_MAX = Duration.ofMinutes(1);

  private final ReadsDatabases databases;
  private final Path outputs;
  private final List<QueryInstance> running = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private int started;

  QueryInstances(ReadsDatabases databases, Path outputs) {
    this.databases = databases;
    this.outputs = outputs;
  }

  /** Starts one and waits until it answers. */
  void start() throws IOException, InterruptedException {
    started++;
    var output = outputs.resolve("query-service-%d.log".formatted(started));
    var instance = QueryInstance.start(databases.settings(), output);
    running.add(instance);
    instance.awaitReady();
    if (!Patience.until(NAME_MAX, () -> isNamed(instance))) {
      throw new ReadsFailed("a query service takes no part in the work; see " + output);
    }
  }

  private boolean isNamed(QueryInstance instance) throws SQLException {
    try (var connection = databases.views();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(ReadsSql.SELECT_INSTANCES)) {
      while (rows.next()) {
        if (known.add(rows.getString(1))) {
          instance.isCalled(rows.getString(1));
          return true;
        }
      }
      return false;
    }
  }

  QueryInstance any(Random random) {
    return running.get(random.nextInt(running.size()));
  }

  QueryInstance first() {
    return running.getFirst();
  }

  void kill(QueryInstance instance) throws InterruptedException {
    instance.requireRunning();
    running.remove(instance);
    instance.kill();
  }

  void killAll() throws InterruptedException {
    for (var instance : List.copyOf(running)) {
      kill(instance);
    }
  }

  void requireRunning() {
    running.forEach(QueryInstance::requireRunning);
  }

  /** Leaves none running. */
  @Override
  public void close() {
    try {
      for (var instance : running) {
        instance.kill();
      }
      running.clear();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
