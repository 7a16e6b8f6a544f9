package dev.annals.query.audit.lineage;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Events by their positions, from the log. */
final class RecordedEvents {

  private final EventReader log;

  RecordedEvents(EventReader log) {
    this.log = log;
  }

  SequencePosition head() {
    return log.head();
  }

  /** The event at a position, of which there is none before the first and beyond the head. */
  Optional<SequencedEvent> find(SequencePosition position) {
    if (position.equals(SequencePosition.ORIGIN)) {
      return Optional.empty();
    }
    return log.read(EventQuery.all(), before(position.value()), 1).stream().findFirst();
  }

  /**
   * What stands at the positions, in their order, without payloads: one event after the other, as
   * payloads may be large.
   *
   * @param wanted leaves out what only looked as if it was
   */
  List<RecordedEvent> at(List<Long> positions, Predicate<SequencedEvent> wanted) {
    var events = new ArrayList<RecordedEvent>(positions.size());
    for (var position : positions) {
      log.read(EventQuery.all(), before(position), 1).stream()
          .filter(wanted)
          .map(RecordedEvent::withoutData)
          .forEach(events::add);
    }
    return events;
  }

  private static SequencePosition before(long position) {
    return SequencePosition.of(position - 1);
  }
}
