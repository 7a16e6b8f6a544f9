package dev.annals.query.web;

import java.time.Duration;
import java.util.Enumeration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code wait} of a {@code Prefer} header (RFC 7240): for how many seconds a client would
 * rather wait than be turned away. A preference that makes no sense is no error; it is not applied.
 */
final class WaitPreference {

  static final Duration MAX = Duration.ofSeconds(30);

  /** Longer headers are not searched. */
  private static final int LENGTH_MAX = 1_000;

  private static final Pattern PREFERENCE =
      Pattern.compile(
          "\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\\s*(?:=\\s*(\"[^\"]*\"|[^\\s;,\"]*))?[^,]*");

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private WaitPreference() {}

  /**
   * What to wait at most; null if the client has no preference.
   *
   * @param values of all {@code Prefer} headers
   */
  static @Nullable Duration of(Enumeration<String> values) {
    while (values.hasMoreElements()) {
      var header = values.nextElement();
      if (header.length() <= LENGTH_MAX) {
        var wait = find(header);
        if (wait != null) {
          return parse(wait);
        }
      }
    }
    return null;
  }

  /** The first counts, says the RFC, even if it is not usable. */
  private static @Nullable String find(String header) {
    for (var element : header.split(",", -1)) {
      var preference = PREFERENCE.matcher(element);
      if (preference.matches() && preference.group(1).toLowerCase(Locale.ROOT).equals("wait")) {
        var value = preference.group(2);
        return value == null ? "" : value.replace("\"", "");
      }
    }
    return null;
  }

  private static @Nullable Duration parse(String seconds) {
    if (!SECONDS.matcher(seconds).matches()) {
      return null;
    }
    var wait = Duration.ofSeconds(Integer.parseInt(seconds));
    return wait.compareTo(MAX) < 0 ? wait : MAX;
  }
}
