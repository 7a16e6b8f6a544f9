package dev.annals.web;

import static dev.annals.web.ProblemType.INVALID_FIELD;
import static dev.annals.web.ProblemType.MALFORMED_JSON;
import static dev.annals.web.ProblemType.UNKNOWN_FIELD;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in the client's terms, without class names, what is wrong with a body. */
final class JsonProblems {

  private JsonProblems() {}

  static Problem of(JacksonException failure) {
    var field = path(failure.getPath());
    return switch (failure) {
      case UnrecognizedPropertyException _ ->
          UNKNOWN_FIELD.because("There is no field '%s'.".formatted(field)).with("field", field);
      case InvalidNullException _ -> invalid(field, "must not be null");
      case InputCoercionException _ -> invalid(field, "is beyond the range of a 64-bit integer");
      case MismatchedInputException mismatch when !field.isEmpty() ->
          invalid(field, expectation(mismatch.getTargetType()));
      case MismatchedInputException _ -> MALFORMED_JSON.because("The body must be a JSON object.");
      case StreamReadException syntax -> MALFORMED_JSON.because(syntax(syntax));
      default -> MALFORMED_JSON.because("The body could not be read as JSON.");
    };
  }

  private static Problem invalid(String field, String expectation) {
    return INVALID_FIELD
        .because("The field '%s' %s.".formatted(field, expectation))
        .with("field", field);
  }

  private static String expectation(Class<?> target) {
    if (target == Long.class || target == long.class) {
      return "must be a JSON integer without fraction or exponent";
    }
    return target == String.class ? "must be a JSON string" : "has the wrong form";
  }

  private static String syntax(StreamReadException failure) {
    var at = failure.getLocation();
    var place =
        at == null || at.getLineNr() < 1
            ? ""
            : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    return "Invalid JSON%s: %s".formatted(place, firstSentence(failure.getOriginalMessage()));
  }

  /** The parser's remark without its advice on how to configure it. */
  private static String firstSentence(String message) {
    var line = message.lines().findFirst().orElse("");
    var advice = line.indexOf("enable `");
    var end = advice < 0 ? line.length() : line.lastIndexOf(':', advice);
    return end < 0 ? line : line.substring(0, end);
  }

  private static String path(List<JacksonException.Reference> path) {
    return path.stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? String.valueOf(step.getIndex())
                    : step.getPropertyName())
        .collect(Collectors.joining("."));
  }
}
