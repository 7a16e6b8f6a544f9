package dev.annals.query.projections;

import dev.annals.eventstore.projection.BuildChange;
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

  private final KnownProjections projections;

  ProjectionsController(KnownProjections projections) {
    this.projections = projections;
  }

  @GetMapping
  Map<String, List<ProjectionView>> projections() {
    return Map.of("items", projections.all().stream().map(ProjectionView::of).toList());
  }

  @GetMapping("/{name}")
  ProjectionView projection(@PathVariable String name) {
    return ProjectionView.of(projections.find(name));
  }

  /** Asking again while one is under way names that one. */
  @PostMapping("/{name}/rebuilds")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, String> rebuild(@PathVariable String name) {
    return Map.of("build", projections.find(name).builds().rebuild());
  }

  @PostMapping("/{name}/builds/{build}/live")
  ProjectionView goLive(@PathVariable String name, @PathVariable String build) {
    var runner = projections.find(name);
    requireDone(build, runner.builds().goLive(build));
    return ProjectionView.of(runner);
  }

  @DeleteMapping("/{name}/builds/{build}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void abandon(@PathVariable String name, @PathVariable String build) {
    requireDone(build, projections.find(name).builds().abandon(build));
  }

  private static void requireDone(String build, BuildChange change) {
    switch (change) {
      case DONE -> {}
      case NO_SUCH_BUILD ->
          throw Missing.because(
              KnownProjections.CONTEXT,
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
                ProblemType.uri(KnownProjections.CONTEXT, reason),
                title,
                HttpStatus.CONFLICT.value(),
                detail)
            .with("reason", reason));
  }
}
