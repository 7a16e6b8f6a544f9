package dev.annals.eventstore.log.scenarios;

import dev.annals.eventstore.log.EventQuery;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A question that the log can answer.
 *
 * @param dependsOn the consistency boundary: if nothing here changes, the verdict stays right
 * @param nothingYet what is known before the first fact
 * @param evolve what is known after one more fact
 * @param rule the verdict on what is known
 */
record Decision<S, E extends Fact>(
    EventQuery dependsOn, S nothingYet, BiFunction<S, E, S> evolve, Function<S, Verdict<E>> rule) {}
