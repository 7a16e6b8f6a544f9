package dev.annals.query.web;

import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** A query parameter that is given once at most. */
final class SingleParameter {

  private SingleParameter() {}

  /** Null if it is absent. */
  static @Nullable String of(HttpServletRequest request, String name) {
    var values = request.getParameterValues(name);
    if (values == null) {
      return null;
    }
    if (values.length > 1) {
      throw invalid(name, "must be given once");
    }
    return values[0];
  }

  static ProblemException invalid(String name, String what) {
    return new ProblemException(
        ProblemType.INVALID_FIELD
            .because("The parameter '%s' %s.".formatted(name, what))
            .with("field", name));
  }
}
