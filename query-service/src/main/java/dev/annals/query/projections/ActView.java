package dev.annals.query.projections;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.annals.eventstore.deadletter.DeadLetterAct;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked to be done about dead letters.
 *
 * @param outcome absent as long as it is not done
 * @param detail what stopped it; absent if nothing did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ActView(
    long act,
    String kind,
    String key,
    @Nullable Long position,
    String actor,
    String reason,
    SortedMap<String, String> provenance,
    Instant requestedAt,
    int lettersDone,
    @Nullable String outcome,
    @Nullable String detail) {

  static ActView of(DeadLetterAct act) {
    var position = act.position();
    var outcome = act.outcome();
    return new ActView(
        act.act(),
        act.kind().name(),
        act.target().orderingKey(),
        position == null ? null : position.value(),
        act.request().actor(),
        act.request().reason(),
        new TreeMap<>(act.request().provenance()),
        act.request().at(),
        act.lettersDone(),
        outcome == null ? null : outcome.name(),
        act.detail());
  }
}
