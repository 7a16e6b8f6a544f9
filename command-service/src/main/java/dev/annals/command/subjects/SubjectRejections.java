package dev.annals.command.subjects;

import dev.annals.command.web.Rejections;
import dev.annals.contracts.subjects.SubjectRejected;
import dev.annals.web.Problem;
import dev.annals.web.ProblemType;
import org.jspecify.annotations.Nullable;

/** The problem each reason is, in the HTTP API. */
final class SubjectRejections implements Rejections {

  private static final int NOT_FOUND = 404;

  @Override
  public @Nullable Problem problemOf(RuntimeException failure) {
    return failure instanceof SubjectRejected rejected ? problem(rejected) : null;
  }

  private static Problem problem(SubjectRejected rejected) {
    return switch (rejected.reason()) {
      case UNKNOWN_SUBJECT ->
          new Problem(
                  ProblemType.uri("subjects", rejected.reason().name()),
                  "The subject does not exist",
                  NOT_FOUND,
                  rejected.detail())
              .with("reason", rejected.reason().name());
    };
  }
}
