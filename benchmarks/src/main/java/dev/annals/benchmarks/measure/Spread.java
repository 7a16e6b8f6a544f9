package dev.annals.benchmarks.measure;

import java.util.List;

/** The smallest, middle and largest of repeated measurements. */
public record Spread(double min, double median, double max) {

  public static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("No measurement");
    }
    var sorted = values.stream().sorted().toList();
    var upper = sorted.get(sorted.size() / 2);
    var lower = sorted.get((sorted.size() - 1) / 2);
    return new Spread(sorted.getFirst(), (lower + upper) / 2, sorted.getLast());
  }

  public Spread times(double factor) {
    return new Spread(min * factor, median * factor, max * factor);
  }

  /** The same in hundredths. */
  public Spread percent() {
    return times(100);
  }
}
