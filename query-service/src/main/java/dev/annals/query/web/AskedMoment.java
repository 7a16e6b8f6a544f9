package dev.annals.query.web;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which moment a client asks for: {@code ?position=N} or {@code ?at=INSTANT}. */
public sealed interface AskedMoment {

  String POSITION = "position";
  String AT = "at";

  /** RFC 3339 with an offset, in the years that it has. */
  Pattern INSTANT =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "([Zz]|[+-][0-9]{2}:[0-9]{2})");

  /** The parameter that names it. */
  String parameter();

  /** Up to a position. */
  record OfPosition(SequencePosition position) implements AskedMoment {

    @Override
    public String parameter() {
      return POSITION;
    }
  }

  /** Everything recorded up to an instant. */
  record OfInstant(Instant instant) implements AskedMoment {

    @Override
    public String parameter() {
      return AT;
    }
  }

  /** Null if the request asks for none, and so for the present. */
  static @Nullable AskedMoment of(HttpServletRequest request) {
    var position = SingleParameter.of(request, POSITION);
    var at = SingleParameter.of(request, AT);
    if (position != null && at != null) {
      throw SingleParameter.invalid(AT, "cannot be given together with 'position'");
    }
    if (position != null) {
      return new OfPosition(parsePosition(position));
    }
    return at == null ? null : new OfInstant(parseInstant(at));
  }

  private static SequencePosition parsePosition(String text) {
    var position = Positions.parse(text);
    if (position == null) {
      throw SingleParameter.invalid(POSITION, "must be a whole number that is not negative");
    }
    return position;
  }

  private static Instant parseInstant(String text) {
    if (INSTANT.matcher(text).matches()) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw invalidInstant();
      }
    }
    throw invalidInstant();
  }

  private static ProblemException invalidInstant() {
    return SingleParameter.invalid(
        AT,
        "must be an instant with an offset, such as 2026-01-01T12:00:00Z or, with the + written as"
            + " %2B, 2026-01-01T14:00:00%2B02:00");
  }

  /** For reads that know the present only. */
  default ProblemException unsupported() {
    return new ProblemException(
        ProblemType.INVALID_FIELD
            .because(
                "The parameter '%s' is not supported here: this is known of the present only."
                    .formatted(parameter()))
            .with("field", parameter()));
  }
}
