package dev.annals.eventstore.projection;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How far a build was behind the log at one moment.
 *
 * @param look what was known of it
 * @param head where the log ended
 * @param segments by number; at least one
 */
public record BuildLag(BuildLook look, long head, List<Segment> segments) {

  /**
   * One segment.
   *
   * @param events in the log that are not applied to it
   * @param waiting for how long the next event has been there, to about a second; at least so long
   *     if it was there before this process
   * @param standing for how long it has stood where it stands with events before it
   */
  public record Segment(
      int segment, long position, long events, Duration waiting, Duration standing) {}

  /** Of the segment that is furthest behind. */
  public long events() {
    return segments.stream().mapToLong(Segment::events).max().orElse(0);
  }

  /** Of the segment whose next event has been waiting for longest. */
  public Duration waiting() {
    return segments.stream()
        .map(Segment::waiting)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Segments that have stood still for so long, though there are events before them. */
  public List<Segment> standing(Duration atLeast) {
    return segments.stream().filter(each -> each.standing().compareTo(atLeast) >= 0).toList();
  }
}
