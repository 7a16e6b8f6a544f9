package dev.annals.eventstore.log;

/**
 * Where an event sits in the log. Positions are 1..n without gaps, in commit order; zero is the
 * place before the first event.
 *
 * @param value never negative
 */
public record SequencePosition(long value) implements Comparable<SequencePosition> {

  public static final SequencePosition ORIGIN = new SequencePosition(0);

  public SequencePosition {
    if (value < 0) {
      throw new IllegalArgumentException("Sequence position must not be negative: " + value);
    }
  }

  public static SequencePosition of(long value) {
    return value == 0 ? ORIGIN : new SequencePosition(value);
  }

  public boolean isAfter(SequencePosition other) {
    return value > other.value;
  }

  @Override
  public int compareTo(SequencePosition other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
