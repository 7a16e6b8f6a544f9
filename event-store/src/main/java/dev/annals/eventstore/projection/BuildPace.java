package dev.annals.eventstore.projection;

import dev.annals.eventstore.projection.BuildProgress.Pace;
import dev.annals.eventstore.projection.ProjectionBuild.State;
import java.time.Duration;

/**
 * When the workers of one build begin their next batch, and how fast that takes it forward.
 *
 * <p>A build in the making yields to those that reads see: its batches are small, one worker makes
 * them, and it rests in between by how these fare. Unless it would not get there that way: it must
 * go twice as fast as the log grows. Thread-safe.
 */
final class BuildPace {

  /** Of a build that is kept to go back to, and that nobody reads. */
  private static final Duration KEPT_INTERVAL = Duration.ofMillis(250);

  private static final int YIELDING_EVENTS_MAX = 1_000;
  private static final int LOOKS_BEFORE_DOUBT = 5;
  private static final double GAIN_MIN = 2;

  private final LiveWork live;
  private final Duration interval;
  private final Pacer made = new Pacer();
  private final Pacer seen = new Pacer();
  private volatile State state;
  private volatile boolean gains = true;
  private int looks;

  BuildPace(State state, Duration interval, LiveWork live) {
    this.state = state;
    this.interval = interval;
    this.live = live;
  }

  /** What reads see may change. */
  void is(State present) {
    state = present;
  }

  /** Least time from the beginning of one batch to that of the next. */
  Duration interval() {
    return state == State.KEPT ? longer(interval, KEPT_INTERVAL) : interval;
  }

  static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Whether others come first at the moment. */
  boolean yields() {
    return state == State.BUILDING && gains && live.isBusy();
  }

  int eventsMax(int max) {
    return yields() ? Math.min(max, YIELDING_EVENTS_MAX) : max;
  }

  /**
   * A batch was applied.
   *
   * @return how long to rest before the next
   */
  Duration worked(long beganNanos, long endedNanos) {
    if (state == State.LIVE) {
      live.took(beganNanos, endedNanos);
    }
    return yields() ? live.restAfter(Duration.ofNanos(endedNanos - beganNanos)) : Duration.ZERO;
  }

  /**
   * To be told about once a second.
   *
   * @param position where the build is
   * @param livePosition where the one is that reads see, which keeps up with the log
   */
  void look(long nanos, long position, long livePosition) {
    made.look(nanos, position);
    seen.look(nanos, livePosition);
    looks++;
    gains =
        looks < LOOKS_BEFORE_DOUBT
            || made.pace(0).eventsPerSecond() >= GAIN_MIN * seen.pace(0).eventsPerSecond();
  }

  /** The pace of the last looks, and how long {@code ahead} more events take at it. */
  Pace pace(long ahead) {
    return made.pace(ahead);
  }
}
