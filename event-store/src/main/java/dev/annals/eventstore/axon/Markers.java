package dev.annals.eventstore.axon;

import static org.axonframework.eventsourcing.eventstore.GlobalIndexPosition.toIndex;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.SequencePosition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.Position;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;

/**
 * Translates between log positions and Axon's markers, positions and tokens, which all mean "seen
 * up to here".
 */
final class Markers {

  private Markers() {}

  /**
   * Never {@link ConsistencyMarker#ORIGIN}, not even for an empty log: Axon takes that one for
   * "nothing sourced yet" and would let the marker of a second, later sourcing replace it.
   */
  static ConsistencyMarker marker(SequencePosition position) {
    return new GlobalIndexConsistencyMarker(position.value());
  }

  static TrackingToken token(SequencePosition position) {
    return new GlobalSequenceTrackingToken(position.value());
  }

  static SequencePosition start(Position start) {
    return SequencePosition.of(Math.max(0, toIndex(start)));
  }

  static AppendCondition condition(
      org.axonframework.eventsourcing.eventstore.AppendCondition condition) {
    var marker = condition.consistencyMarker();
    if (marker.equals(ConsistencyMarker.INFINITY)) {
      return AppendCondition.none();
    }
    return AppendCondition.failIfEventsMatch(
        CriteriaTranslator.query(condition.criteria()), position(marker));
  }

  private static SequencePosition position(ConsistencyMarker marker) {
    return marker.equals(ConsistencyMarker.ORIGIN)
        ? SequencePosition.ORIGIN
        : SequencePosition.of(GlobalIndexConsistencyMarker.position(marker));
  }
}
