package dev.annals.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.Position;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.Test;

class MarkersTest {

  private static final EventCriteria CRITERIA = EventCriteria.havingTags("a", "1");
  private static final EventQuery QUERY = EventQuery.tagged(Tag.of("a", "1"));

  @Test
  void no_condition_stays_none() {
    assertThat(condition(org.axonframework.eventsourcing.eventstore.AppendCondition.none()))
        .isEqualTo(AppendCondition.none());
  }

  @Test
  void nothing_sourced_means_nothing_may_match_at_all() {
    assertThat(
            condition(
                org.axonframework.eventsourcing.eventstore.AppendCondition.withCriteria(CRITERIA)))
        .isEqualTo(AppendCondition.failIfEventsMatch(QUERY, SequencePosition.ORIGIN));
  }

  @Test
  void a_marker_is_the_position_it_was_made_from() {
    var marker = Markers.marker(SequencePosition.of(7));

    assertThat(
            condition(
                org.axonframework.eventsourcing.eventstore.AppendCondition.withCriteria(CRITERIA)
                    .withMarker(marker)))
        .isEqualTo(AppendCondition.failIfEventsMatch(QUERY, SequencePosition.of(7)));
    assertThat(Markers.start(marker.position())).isEqualTo(SequencePosition.of(7));
    assertThat(Markers.start(Position.START)).isEqualTo(SequencePosition.ORIGIN);
  }

  @Test
  void the_empty_logs_marker_is_not_axons_origin_and_stays_the_lowest() {
    var empty = Markers.marker(SequencePosition.ORIGIN);

    assertThat(empty).isNotSameAs(ConsistencyMarker.ORIGIN);
    assertThat(empty.lowerBound(Markers.marker(SequencePosition.of(3)))).isEqualTo(empty);
  }

  private static AppendCondition condition(
      org.axonframework.eventsourcing.eventstore.AppendCondition condition) {
    return Markers.condition(condition);
  }
}
