package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The events one decision is made from, up to a consistency position.
 *
 * <p>The log pushes, Axon pulls, so what was pushed is kept until it is pulled: all of it for
 * nearly every decision, in one trip to the log. Of a history longer than that the rest is read
 * again page by page, which is slow but takes no more memory; what lies at or before the
 * consistency position never changes.
 */
final class SourcedEvents {

  /** Events kept, and events of one page. */
  static final int KEPT_MAX = EventReader.READ_MAX;

  private final EventReader log;
  private final EventQuery query;
  private final List<SequencedEvent> kept = new ArrayList<>();
  private final SequencePosition consistent;
  private boolean more;

  SourcedEvents(EventReader log, EventQuery query, SequencePosition after) {
    this.log = log;
    this.query = query;
    this.consistent = log.source(query, after, this::keep);
  }

  private void keep(SequencedEvent event) {
    if (kept.size() < KEPT_MAX) {
      kept.add(event);
    } else {
      more = true;
    }
  }

  SequencePosition consistent() {
    return consistent;
  }

  /** All events in position order, read as they are asked for. */
  Stream<SequencedEvent> stream() {
    return more ? Stream.concat(kept.stream(), rest()) : kept.stream();
  }

  private Stream<SequencedEvent> rest() {
    return Stream.iterate(pageAfter(kept), page -> !page.isEmpty(), this::pageAfter)
        .flatMap(List::stream)
        .takeWhile(event -> !event.position().isAfter(consistent));
  }

  private List<SequencedEvent> pageAfter(List<SequencedEvent> page) {
    return log.read(query, page.getLast().position(), KEPT_MAX);
  }
}
