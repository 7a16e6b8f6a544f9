package dev.annals.query.projections;

import dev.annals.eventstore.projection.BuildChange;
import dev.annals.eventstore.projection.ProjectionRunner;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.query.web.Missing;
import dev.annals.web.Problem;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/v1/projections", produces = MediaType.APPLICATION_JSON_VALUE)
final class ProjectionsController {

  private static final String CONTEXT = "projections";

  private final ProjectionRunners projections;

  ProjectionsController(ProjectionRunners projections) {
    this.projections = projections;
  }

  @GetMapping
  Map<String, List<ProjectionView>> projections() {
    return Map.of("items", projections.all().stream().map(ProjectionView::of).toList());
  }

  @GetMapping("/{name}")
  ProjectionView projection(@PathVariable String name) {
    return ProjectionView.of(find(name));
  }

  /** Asking again while one is under way names that one. */
  @PostMapping("/{name}/rebuilds")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, String> rebuild(@PathVariable String name) {
    return Map.of("build", find(name).builds().rebuild());
  }

  @PostMapping("/{name}/builds/{build}/live")
  ProjectionView goLive(@PathVariable String name, @PathVariable String build) {
    var runner = find(name);
    requireDone(build, runner.builds().goLive(build));
    return ProjectionView.of(runner);
  }

  @DeleteMapping("/{name}/builds/{build}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void abandon(@PathVariable String name, @PathVariable String build) {
    requireDone(build, find(name).builds().abandon(build));
  }

  /** If the process has code for several versions, that for the newest one. */
  private ProjectionRunner find(String name) {
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

  private static void requireDone(String build, BuildChange change) {
    switch (change) {
      case DONE -> {}
      case NO_SUCH_BUILD ->
          throw Missing.because(
              CONTEXT,
              "UNKNOWN_BUILD",
              "The build does not exist",
              "There is no build %s of this projection.".formatted(build));
      case NOT_IN_THIS_STATE ->
          throw conflict(
              "BUILD_IS_LIVE", "The build is live", "Build %s is live.".formatted(build));
      case TOO_FAR_BEHIND ->
          throw conflict(
              "BUILD_TOO_FAR_BEHIND",
              "The build is too far behind",
              "Build %s has not come as far as the live one yet.".formatted(build));
    }
  }

  private static ProblemException conflict(String reason, String title, String detail) {
    return new ProblemException(
        new Problem(
                ProblemType.uri(CONTEXT, reason), title, HttpStatus.CONFLICT.value(), detail)
            .with("reason", reason));
  }
}
