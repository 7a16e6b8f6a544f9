package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.SequencePosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/**
 * Tells the storage engine that the events of a sourcing are folded already, so that all it has to
 * give is the consistency marker. Axon has no way to guard an append by what was not sourced.
 *
 * <p>The very condition travels as a resource of the unit of work and is recognised by identity:
 * any other sourcing of the same unit is sourced as usual.
 */
final class FoldedUpTo {

  private static final ResourceKey<SourcingCondition> RESOURCE =
      ResourceKey.withLabel("annals.foldedUpTo");

  private FoldedUpTo() {}

  static SourcingCondition condition(
      EventCriteria criteria, SequencePosition position, ProcessingContext context) {
    var condition = SourcingCondition.conditionFor(Markers.marker(position).position(), criteria);
    context.putResource(RESOURCE, condition);
    return condition;
  }

  @SuppressWarnings("ReferenceEquality") // an equal one may have been meant to be sourced
  static boolean is(SourcingCondition condition, @Nullable ProcessingContext context) {
    return context != null && context.getResource(RESOURCE) == condition;
  }
}
