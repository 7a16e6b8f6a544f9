package dev.annals.query.audit;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.ProjectionId;
import dev.annals.eventstore.projection.ProjectionRunner;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.eventstore.projection.Replay.Wanted;
import dev.annals.eventstore.projection.ReplayProperties;
import dev.annals.eventstore.projection.ReplayRequest;
import dev.annals.query.web.AskedMoment;
import dev.annals.query.web.AskedMoment.OfInstant;
import dev.annals.query.web.AskedMoment.OfPosition;
import dev.annals.query.web.Moments;
import dev.annals.web.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what exactly is to be replayed, and refuses what cannot be. */
final class ReplayWishes {

  /** Nobody is known by name yet. */
  private static final String ACTOR = "anonymous";

  private final ProjectionRunners projections;
  private final Moments moments;
  private final ReplayProperties limits;

  ReplayWishes(ProjectionRunners projections, Moments moments, ReplayProperties limits) {
    this.projections = projections;
    this.moments = moments;
    this.limits = limits;
  }

  ReplayRequest request(ReplayWish wish) {
    var runner = projection(wish.projection());
    var at = wish.at() == null ? null : instant(wish.at());
    if (at != null && wish.position() != null) {
      throw AuditProblems.invalid("at", "must not be given together with 'position'");
    }
    var until = until(runner, wish.position(), at);
    return new ReplayRequest(runner.id(), new Wanted(until, at, ACTOR), keepFor(wish.keepFor()));
  }

  /** If the process has code for several versions, the newest one. */
  private ProjectionRunner projection(@Nullable String name) {
    if (name == null) {
      throw AuditProblems.invalid("projection", "is required");
    }
    return projections.all().stream()
        .filter(runner -> runner.id().name().equals(name))
        .max(Comparator.comparingInt(runner -> runner.id().version()))
        .orElseThrow(() -> AuditProblems.unknownProjection(name));
  }

  /** The process' own runner of exactly this version. */
  Optional<ProjectionRunner> runner(ProjectionId id) {
    return projections.all().stream().filter(runner -> runner.id().equals(id)).findFirst();
  }

  private SequencePosition until(
      ProjectionRunner runner, @Nullable Long position, @Nullable Instant at) {
    if (at != null) {
      return moments.resolve(new OfInstant(at), runner);
    }
    if (position != null) {
      return moments.resolve(new OfPosition(given(position)), runner);
    }
    var live = runner.position();
    if (live.equals(SequencePosition.ORIGIN)) {
      throw AuditProblems.nothingYet();
    }
    return live;
  }

  private static SequencePosition given(long position) {
    if (position < 0) {
      throw AuditProblems.invalid("position", "must not be negative");
    }
    return SequencePosition.of(position);
  }

  private static Instant instant(String text) {
    try {
      if (AskedMoment.INSTANT.matcher(text).matches()) {
        return OffsetDateTime.parse(text).toInstant();
      }
      throw invalidInstant();
    } catch (DateTimeException e) {
      throw invalidInstant();
    }
  }

  private static ProblemException invalidInstant() {
    return AuditProblems.invalid(
        "at", "must be an instant with its offset, for example 2026-01-31T23:59:59Z");
  }

  private Duration keepFor(@Nullable String text) {
    var keepFor = text == null ? limits.keepFor() : parse(text);
    if (keepFor.toSeconds() < 1 || keepFor.compareTo(limits.keepForMax()) > 0) {
      throw AuditProblems.invalid("keepFor", "must be from PT1S to " + limits.keepForMax());
    }
    return keepFor;
  }

  private static Duration parse(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw AuditProblems.invalid("keepFor", "must be a duration, for example PT10M");
    }
  }
}
