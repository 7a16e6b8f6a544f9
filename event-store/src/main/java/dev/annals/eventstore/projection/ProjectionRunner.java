package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.ProjectionBuild.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one projection up with the log, together with other processes that run it.
 *
 * <p>Rows and progress commit in one transaction, and progress is moved by a compare-and-set that
 * only the segment's present owner can win. So each event is applied exactly once, whatever fails
 * at whatever moment, and however many processes run the same projection on the same database.
 */
public final class ProjectionRunner implements ProjectionProgress {

  private static final Logger LOG = LoggerFactory.getLogger(ProjectionRunner.class);

  private final Projection projection;
  private final ReadSide readSide;
  private final Builds builds;
  private final ProgressWatch watch;
  private final Map<Long, BuildRunner> runners = new ConcurrentSkipListMap<>();
  private final AtomicInteger watchers = new AtomicInteger();
  private volatile @Nullable BuildRunner live;
  private volatile List<ProjectionBuild> active = List.of();
  private boolean running;

  ProjectionRunner(Projection projection, ReadSide readSide, ProgressWatch watch) {
    this.projection = projection;
    this.readSide = readSide;
    this.builds = new Builds(projection, readSide.database(), readSide.properties());
    this.watch = watch;
  }

  Projection projection() {
    return projection;
  }

  public ProjectionId id() {
    return projection.id();
  }

  /** What this process does for the build that reads see. */
  public ProjectionStatus status() {
    var reads = live;
    return reads == null ? ProjectionStatus.stopped(id()) : reads.currentStatus();
  }

  /** The dead letters of the build that reads see. */
  public LiveDeadLetters deadLetters() {
    return new LiveDeadLetters(
        readSide.database(),
        () -> {
          var reads = live;
          return reads == null ? Optional.empty() : Optional.of(reads.build().build());
        });
  }

  /** Its builds, and what can be done about them. */
  public ProjectionBuilds builds() {
    return new ProjectionBuilds(builds, readSide.log(), () -> List.copyOf(runners.values()));
  }

  /** What this process knows of each of its builds. */
  public List<BuildLook> look() {
    var looks = new ArrayList<BuildLook>();
    for (var build : active) {
      var runner = runners.get(build.build());
      if (runner != null) {
        looks.add(runner.look(build));
      }
    }
    return looks;
  }

  @Override
  public SequencePosition position() {
    var reads = live;
    return reads == null ? SequencePosition.ORIGIN : reads.waiters().position();
  }

  @Override
  public boolean awaitPosition(SequencePosition position, Duration timeout)
      throws InterruptedException {
    var reads = live;
    if (reads == null) {
      return false;
    }
    if (!position.isAfter(reads.waiters().position())) {
      return true;
    }
    return reads.share().isAll()
        ? reads.waiters().awaitPosition(position, timeout)
        : awaitOthers(reads, position, timeout);
  }

  /** Other processes move some of the segments, and do not tell. */
  private boolean awaitOthers(BuildRunner reads, SequencePosition position, Duration timeout)
      throws InterruptedException {
    watchers.incrementAndGet();
    try {
      if (timeout.isPositive()) {
        watch.look();
        return reads.waiters().awaitPosition(position, timeout);
      }
      reads.share().observe();
      return !position.isAfter(reads.waiters().position());
    } catch (SQLException e) {
      LOG.debug("Cannot see the progress of {}", id(), e);
      return false;
    } finally {
      watchers.decrementAndGet();
    }
  }

  /**
   * Creates what is missing and takes this process' share of the work.
   *
   * @throws IllegalStateException if the read database cannot be used
   */
  synchronized void start() {
    try {
      refresh(builds.provide());
      running = true;
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Projection %s cannot use its read database: %s".formatted(id(), e.getMessage()), e);
    }
  }

  /** To be called much more often than a lease lasts. */
  synchronized void tend() {
    if (!running) {
      return;
    }
    try {
      var active = builds.active();
      refresh(active);
      for (var runner : runners.values()) {
        runner.tend(position());
      }
      goLiveIfNear(active);
      dropOutdated();
    } catch (SQLException | RuntimeException e) {
      // The workers meet the same trouble and tell; what is not renewed in time goes to others.
      LOG.debug("Projection {} cannot tend its segments", id(), e);
    }
  }

  /** The newest build of this version replaces the one that reads see, once it is near that. */
  private void goLiveIfNear(List<ProjectionBuild> active) throws SQLException {
    if (active.stream().anyMatch(this::isLiveAndLater)) {
      // An old release that came back must not take reads back with it.
      return;
    }
    var next =
        active.stream()
            .filter(build -> build.state() == State.BUILDING)
            .filter(build -> build.projection().equals(id()))
            .reduce((_, later) -> later);
    if (next.isPresent() && isNear(next.get())) {
      var change = builds.goLive(next.get().build());
      if (change == BuildChange.DONE) {
        refresh(builds.active());
      }
    }
  }

  private void dropOutdated() throws SQLException {
    if (Builds.outdated(active)) {
      builds.dropOutdated();
      refresh(builds.active());
    }
  }

  private boolean isLiveAndLater(ProjectionBuild build) {
    return build.state() == State.LIVE && build.projection().version() > id().version();
  }

  private boolean isNear(ProjectionBuild build) {
    var runner = runners.get(build.build());
    return runner != null && runner.reaches(position(), BuildSwitch.PATIENCE.dividedBy(2));
  }

  private void refresh(List<ProjectionBuild> stored) throws SQLException {
    retire(stored);
    for (var build : stored) {
      var runner = runners.get(build.build());
      if (runner == null) {
        runner = new BuildRunner(build, projection, readSide);
        runner.start(position());
        runners.put(build.build(), runner);
      }
      runner.pace().is(build.state());
      if (build.state() == State.LIVE) {
        live = runner;
      }
    }
    active = stored;
  }

  private void retire(List<ProjectionBuild> active) {
    var kept = active.stream().map(ProjectionBuild::build).toList();
    var gone = runners.keySet().stream().filter(build -> !kept.contains(build)).toList();
    gone.forEach(
        build -> {
          var runner = runners.remove(build);
          if (runner != null) {
            runner.close();
          }
        });
  }

  /** Looks at what other processes did, if somebody waits for it; tells whether somebody does. */
  boolean observeForWaiters() throws SQLException {
    var reads = live;
    if (reads == null || watchers.get() == 0) {
      return false;
    }
    reads.share().observe();
    return true;
  }

  /** Lets the workers end after the batch in hand, without waiting for them. */
  void requestClose() {
    runners.values().forEach(BuildRunner::requestClose);
  }

  /** Stops after the batch in hand. Idempotent. */
  synchronized void close() {
    running = false;
    runners.values().forEach(BuildRunner::close);
    runners.clear();
  }
}
