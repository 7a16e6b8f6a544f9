package dev.annals.eventstore.projection;

import dev.annals.eventstore.deadletter.DeadLetterStore.Enqueued;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What some events mean for a group of segments.
 *
 * @param deliveries to be applied
 * @param letters to be kept until those before them can be applied
 */
record Batch(List<Delivery> deliveries, List<Enqueued> letters) {

  /** Sorts events out. */
  static final class Sorter {

    private final ProjectionBuild build;
    private final Projection projection;
    private final OrderingKeys keys;

    Sorter(ProjectionBuild build, Projection projection) {
      this.build = build;
      this.projection = projection;
      this.keys = new OrderingKeys(projection.orderedBy());
    }

    Batch sort(SegmentGroup group, List<ReadEvent> events, Set<String> blocked) {
      var owned = group.owned(build.segments());
      var batch = new Batch(new ArrayList<>(events.size()), new ArrayList<>());
      if (blocked.isEmpty()) {
        var ownsAll = group.segments().size() == build.segments();
        events.stream()
            .filter(this::handled)
            .filter(event -> ownsAll || keys.any(event.event().event(), owned))
            .forEach(event -> batch.deliveries.add(new Delivery(event, owned)));
      } else {
        events.stream().filter(this::handled).forEach(event -> sort(event, owned, blocked, batch));
      }
      return batch;
    }

    private void sort(ReadEvent event, Predicate<String> owned, Set<String> blocked, Batch batch) {
      var free = owned.and(key -> !blocked.contains(key));
      var mine = keysOf(event);
      if (mine.stream().anyMatch(free)) {
        batch.deliveries.add(new Delivery(event, free));
      }
      mine.stream()
          .filter(owned)
          .filter(blocked::contains)
          .forEach(key -> batch.letters.add(letter(event, key, 0)));
    }

    boolean handled(ReadEvent event) {
      return projection.handles(event.event().event().type());
    }

    Set<String> keysOf(ReadEvent event) {
      return keys.of(event.event().event());
    }

    /** One that only waits, if it was never attempted. */
    Enqueued letter(ReadEvent event, String key, int attempts) {
      var segment = SegmentHash.segmentOf(key, build.segments());
      return new Enqueued(segment, key, event.position(), null, attempts);
    }
  }
}
