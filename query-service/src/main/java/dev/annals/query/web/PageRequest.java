package dev.annals.query.web;

import dev.annals.eventstore.log.SequencePosition;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which page a client asks for: {@code ?after=...&limit=...}. Controllers take it as a parameter.
 *
 * @param after the key of the last item the client has
 */
public record PageRequest(@Nullable String after, int limit) {

  public static final int LIMIT_MAX = 500;
  public static final int LIMIT_DEFAULT = 50;

  private static final Pattern LIMIT = Pattern.compile("[0-9]{1,4}");

  static PageRequest of(HttpServletRequest request) {
    var limit = SingleParameter.of(request, "limit");
    return new PageRequest(
        SingleParameter.of(request, "after"), limit == null ? LIMIT_DEFAULT : parseLimit(limit));
  }

  private static int parseLimit(String text) {
    var limit = LIMIT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > LIMIT_MAX) {
      throw SingleParameter.invalid("limit", "must be a number from 1 to " + LIMIT_MAX);
    }
    return limit;
  }

  /** One more than the page holds, which tells whether another page follows. */
  public int limitPlusOne() {
    return limit + 1;
  }

  /** The {@code after} that is a position; before the first event if there is none. */
  public SequencePosition afterPosition() {
    if (after == null) {
      return SequencePosition.ORIGIN;
    }
    var position = Positions.parse(after);
    if (position == null) {
      throw SingleParameter.invalid(
          "after", "must be a position: a whole number that is not negative");
    }
    return position;
  }

  /**
   * The {@code after} that is an identifier.
   *
   * @param form throws {@link IllegalArgumentException} for what is none
   */
  public <T> @Nullable T afterId(Function<String, T> form) {
    if (after == null) {
      return null;
    }
    try {
      return form.apply(after);
    } catch (IllegalArgumentException e) {
      throw SingleParameter.invalid("after", "must be the 'next' of an earlier page");
    }
  }
}
