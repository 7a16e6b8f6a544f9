package dev.annals.eventstore.projection;

import dev.annals.eventstore.deadletter.DeadLetterActs;
import dev.annals.eventstore.deadletter.DeadLetterStore;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.BuildProgress.Pace;
import dev.annals.eventstore.projection.BuildProgress.Way;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * This process' part in keeping one build up with the log: claims its share of the segments, has
 * workers move them, and knows how far all have come. Without workers it only looks on.
 */
final class BuildRunner implements AutoCloseable {

  private final ProjectionBuild build;
  private final ReadSide readSide;
  private final DeadLetterStore letters;
  private final DeadLetterActs acts;
  private final SegmentShare share;
  private final SegmentSteps steps;
  private final StepFailures failures;
  private final StatusKeeper status;
  private final SegmentWorkers workers;
  private final BuildPace pace;

  BuildRunner(ProjectionBuild build, Projection projection, ReadSide readSide) {
    this.build = build;
    this.readSide = readSide;
    this.letters = new DeadLetterStore(build.build());
    this.acts = new DeadLetterActs(build.build());
    this.status = new StatusKeeper(build, readSide.clock());
    // A version that this process has no code for is moved by others.
    var works = build.projection().equals(projection.id());
    var workerCount = works ? readSide.properties().segments().workers() : 0;
    this.share = new SegmentShare(build, readSide, workerCount);
    this.steps = new SegmentSteps(build, projection, readSide, share, status);
    this.failures = new StepFailures(projection, readSide, share.held(), steps, status);
    this.workers = new SegmentWorkers(workerCount, this, readSide);
    var interval = readSide.properties().batchInterval();
    this.pace =
        new BuildPace(
            build.state(), BuildPace.longer(projection.batchInterval(), interval), readSide.live());
  }

  ProjectionBuild build() {
    return build;
  }

  SegmentShare share() {
    return share;
  }

  SegmentSteps steps() {
    return steps;
  }

  StepFailures failures() {
    return failures;
  }

  StatusKeeper status() {
    return status;
  }

  SegmentWorkers workers() {
    return workers;
  }

  BuildPace pace() {
    return pace;
  }

  Waiters waiters() {
    return share.waiters();
  }

  ProjectionStatus currentStatus() {
    return status.current(waiters().position(), share.held().count(), workers.replaced());
  }

  /** What is known without asking anybody. */
  BuildLook look(ProjectionBuild asStored) {
    return new BuildLook(
        build.tables(),
        asStored.state().name(),
        currentStatus(),
        share.positions(),
        pace.pace(0),
        workers.ended());
  }

  /** How far the build has come, and how fast it goes. */
  BuildProgress progress(ProjectionBuild asStored, SequencePosition head) {
    var trouble = currentStatus().trouble();
    var way = new Way(waiters().position(), head);
    return progress(
        asStored, way, pace.pace(way.ahead()), trouble == null ? null : trouble.cause());
  }

  /**
   * Whether it gets there so soon at the pace of the last seconds; never if it stands still before.
   */
  boolean reaches(SequencePosition position, Duration within) {
    var ahead = position.value() - waiters().position().value();
    var remaining = pace.pace(Math.max(0, ahead)).remaining();
    return remaining != null && remaining.compareTo(within) <= 0;
  }

  /** As long as this process has not looked at it. */
  static BuildProgress unstarted(ProjectionBuild build, SequencePosition head) {
    var way = new Way(SequencePosition.ORIGIN, head);
    return progress(build, way, new Pacer().pace(way.ahead()), null);
  }

  private static BuildProgress progress(
      ProjectionBuild build, Way way, Pace pace, @Nullable String cause) {
    return new BuildProgress(
        build.tables(), build.projection().version(), build.state().name(), way, pace, cause);
  }

  /**
   * Begins to work.
   *
   * @param livePosition as in {@link #tend}
   */
  void start(SequencePosition livePosition) throws SQLException {
    status.started();
    tend(livePosition);
    workers.start();
  }

  /**
   * Keeps the claims of this process, takes or gives up segments, and looks where all stand.
   *
   * @param livePosition where the build is that reads see
   */
  void tend(SequencePosition livePosition) throws SQLException {
    workers.tend(System.nanoTime());
    try (var connection = readSide.database().getConnection()) {
      // Without a thread to move them, segments are left to others.
      if (!workers.haveEnded()) {
        var changed = share.keep(connection);
        var assigned = assignActs(connection);
        if (changed || assigned) {
          workers.wake();
        }
      }
      share.observe(connection);
    }
    pace.look(System.nanoTime(), waiters().position().value(), livePosition.value());
  }

  private boolean assignActs(Connection connection) throws SQLException {
    var held = share.held();
    var lettersMax = readSide.properties().deadLetters().lettersMax();
    status.deadLetters(letters.count(connection, lettersMax));
    return held.assign(acts.pending(connection, held.numbers()));
  }

  void requestClose() {
    workers.requestClose();
  }

  /** Stops after the batches in hand and leaves the segments to others. Idempotent. */
  @Override
  public void close() {
    workers.close();
    status.stopped();
    if (!workers.areNone()) {
      share.leave();
    }
  }
}
