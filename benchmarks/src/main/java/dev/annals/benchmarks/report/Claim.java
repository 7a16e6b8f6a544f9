package dev.annals.benchmarks.report;

import dev.annals.benchmarks.measure.Spread;

/**
 * Something that must hold. The median decides; smallest and largest tell how sure that is.
 *
 * @param unit for instance {@code ×} or {@code %}
 */
public record Claim(String statement, Bound bound, double limit, String unit, Spread measured) {

  /** On which side of the limit the good is. */
  public enum Bound {
    AT_LEAST("≥"),
    AT_MOST("≤");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  public static Claim atLeast(String statement, double limit, String unit, Spread measured) {
    return new Claim(statement, Bound.AT_LEAST, limit, unit, measured);
  }

  public static Claim atMost(String statement, double limit, String unit, Spread measured) {
    return new Claim(statement, Bound.AT_MOST, limit, unit, measured);
  }

  public boolean isMet() {
    return switch (bound) {
      case AT_LEAST -> measured.median() >= limit;
      case AT_MOST -> measured.median() <= limit;
    };
  }

  /** The limit in words, for instance {@code ≥ 15 ×}. */
  public String target() {
    return bound.sign + " " + Figures.of(limit) + " " + unit;
  }

  /** What was measured, in the same unit. */
  public String found() {
    return Figures.of(measured) + " " + unit;
  }
}
