package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.EventReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The builds of one projection, for people: builds it anew beside the one that reads see, tells how
 * far that is, and goes back to the one before. Thread-safe.
 *
 * <p>Every method throws {@link ReadDatabaseUnavailableException} if the read database does not
 * answer.
 */
public final class ProjectionBuilds {

  private final Builds builds;
  private final EventReader log;
  private final Supplier<List<BuildRunner>> runners;

  ProjectionBuilds(Builds builds, EventReader log, Supplier<List<BuildRunner>> runners) {
    this.builds = builds;
    this.log = log;
    this.runners = runners;
  }

  /** All builds that follow the log, oldest first. */
  public List<BuildProgress> all() {
    var head = log.head();
    var paced = runners.get();
    return ask(builds::active).stream()
        .map(
            build ->
                paced.stream()
                    .filter(runner -> runner.build().build() == build.build())
                    .findFirst()
                    .map(runner -> runner.progress(build, head))
                    .orElseGet(() -> BuildRunner.unstarted(build, head)))
        .toList();
  }

  /**
   * Starts to build the view anew from the first event. It goes live by itself when it has come as
   * far as the one that reads see.
   *
   * @return its name; that of the build under way, if there is one
   */
  public String rebuild() {
    return ask(builds::rebuild).tables();
  }

  /** Has reads see another build, if it has come far enough. */
  public BuildChange goLive(String build) {
    return change(build, builds::goLive);
  }

  /** Drops a build that reads do not see. */
  public BuildChange abandon(String build) {
    return change(build, builds::abandon);
  }

  private interface Change {
    BuildChange of(long build) throws SQLException;
  }

  private BuildChange change(String name, Change change) {
    return ask(
        () -> {
          var build = find(name);
          return build.isEmpty() ? BuildChange.NO_SUCH_BUILD : change.of(build.get().build());
        });
  }

  private Optional<ProjectionBuild> find(String name) throws SQLException {
    return builds.active().stream().filter(build -> build.tables().equals(name)).findFirst();
  }

  private interface Question<T> {
    T answer() throws SQLException;
  }

  private static <T> T ask(Question<T> question) {
    try {
      return question.answer();
    } catch (SQLException e) {
      throw ReadDatabaseUnavailableException.of(e);
    }
  }
}
