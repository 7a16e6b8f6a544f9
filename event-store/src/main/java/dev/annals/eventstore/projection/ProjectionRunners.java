package dev.annals.eventstore.projection;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All projections of one process. */
public final class ProjectionRunners implements AutoCloseable {

  private final Map<ProjectionId, ProjectionRunner> runners = new LinkedHashMap<>();

  /**
   * Takes in all of them.
   *
   * @throws IllegalArgumentException if two have the same name and version, and so would share
   *     their progress
   */
  public ProjectionRunners(Collection<ProjectionRunner> all) {
    for (var runner : all) {
      if (runners.put(runner.id(), runner) != null) {
        throw new IllegalArgumentException("There are two projections " + runner.id());
      }
    }
  }

  public List<ProjectionRunner> all() {
    return List.copyOf(runners.values());
  }

  /**
   * How far one of them has come.
   *
   * @throws IllegalArgumentException if this process does not run it
   */
  public ProjectionProgress progressOf(ProjectionId id) {
    var runner = runners.get(id);
    if (runner == null) {
      throw new IllegalArgumentException(
          "There is no projection %s, only %s".formatted(id, runners.keySet()));
    }
    return runner;
  }

  /** Starts all, or none. */
  public void start() {
    try {
      runners.values().forEach(ProjectionRunner::start);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Stops all at the same time, each after the batch in hand. */
  @Override
  public void close() {
    runners.values().forEach(ProjectionRunner::requestClose);
    runners.values().forEach(ProjectionRunner::close);
  }
}
