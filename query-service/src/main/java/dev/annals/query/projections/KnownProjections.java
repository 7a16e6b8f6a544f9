package dev.annals.query.projections;

import dev.annals.eventstore.projection.ProjectionRunner;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.query.web.Missing;
import java.util.List;

/** Finds projections by what clients call them. */
final class KnownProjections {

  static final String CONTEXT = "projections";

  private final ProjectionRunners projections;

  KnownProjections(ProjectionRunners projections) {
    this.projections = projections;
  }

  List<ProjectionRunner> all() {
    return projections.all();
  }

  /** If the process has code for several versions, that for the newest one. */
  ProjectionRunner find(String name) {
    return projections.all().stream()
        .filter(runner -> runner.id().name().equals(name))
        .reduce((one, other) -> one.id().version() > other.id().version() ? one : other)
        .orElseThrow(
            () ->
                Missing.because(
                    CONTEXT,
                    "UNKNOWN_PROJECTION",
                    "The projection does not exist",
                    "There is no projection %s.".formatted(name)));
  }
}
