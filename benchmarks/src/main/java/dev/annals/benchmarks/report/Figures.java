package dev.annals.benchmarks.report;

import dev.annals.benchmarks.measure.Spread;
import java.util.Locale;

/** Numbers as the report writes them: three digits that matter, no more. */
public final class Figures {

  private Figures() {}

  public static String of(double value) {
    var size = Math.abs(value);
    if (size >= 100 || size == Math.rint(size)) {
      return String.format(Locale.ROOT, "%,.0f", rounded(value));
    }
    if (size >= 10) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
    return String.format(Locale.ROOT, size >= 0.1 ? "%.2f" : "%.3f", value);
  }

  /** Smallest / middle / largest. */
  public static String of(Spread spread) {
    return of(spread.min()) + " / **" + of(spread.median()) + "** / " + of(spread.max());
  }

  private static double rounded(double value) {
    var size = Math.abs(value);
    var step = size >= 1_000 ? Math.pow(10, Math.floor(Math.log10(size)) - 2) : 1;
    return Math.rint(value / step) * step;
  }
}
