package dev.annals.query.audit.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an event came from, and what came of it.
 *
 * @param command that was decided upon; absent if the event says none
 * @param causes the events that led to it, nearest first, at most {@value #CAUSES_MAX}; more are in
 *     the lineage of the last one
 * @param items everything of the same correlation, in order: the event itself included
 * @param next what to send as {@code after} to get the following items; absent at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Lineage(
    RecordedEvent event,
    @Nullable RecordedCommand command,
    List<RecordedEvent> causes,
    List<Related> items,
    @Nullable Long next) {

  static final int CAUSES_MAX = 100;

  /** How an event of the same correlation is related to the one asked about. */
  enum Relation {
    SELF,
    /** Decided by the same command. */
    SAME_COMMAND,
    /** Led to it, directly or by others. */
    CAUSE,
    /** Came of it, directly or by others. */
    EFFECT,
    /** None of these. */
    CORRELATED,
    /** The chain of causes between the two may be too long to be followed. */
    UNTOLD
  }

  record Related(Relation relation, RecordedEvent event) {}
}
