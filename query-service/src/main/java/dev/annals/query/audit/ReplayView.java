package dev.annals.query.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.annals.eventstore.projection.Replay;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replay as auditors see it.
 *
 * @param position up to where every event is applied; {@code until} when it is done
 * @param at the instant that was asked for; absent if it was a position
 * @param cause why it failed; absent if it did not
 * @param failedPosition of the event that could not be applied; absent if it was none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReplayView(
    long replay,
    String projection,
    int version,
    String state,
    long position,
    long until,
    @Nullable Instant at,
    String actor,
    long eventsPerSecond,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant finishedAt,
    @Nullable String cause,
    @Nullable Long failedPosition) {

  static ReplayView of(Replay replay, Instant now) {
    var wanted = replay.wanted();
    var times = replay.times();
    var failure = replay.failure();
    var failed = failure == null ? null : failure.position();
    return new ReplayView(
        replay.replay(),
        replay.projection().name(),
        replay.projection().version(),
        replay.state().name(),
        replay.position().value(),
        wanted.until().value(),
        wanted.at(),
        wanted.actor(),
        eventsPerSecond(replay, now),
        times.created(),
        times.expires(),
        times.finished(),
        failure == null ? null : failure.cause(),
        failed == null ? null : failed.value());
  }

  private static long eventsPerSecond(Replay replay, Instant now) {
    var finished = replay.times().finished();
    var took = Duration.between(replay.times().created(), finished == null ? now : finished);
    return replay.position().value() * 1_000 / Math.max(1, took.toMillis());
  }
}
