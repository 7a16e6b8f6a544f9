package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import java.util.List;

/**
 * One conditional append as its caller saw it.
 *
 * @param headBefore the highest position acknowledged to anyone before the call
 */
public record Attempt(
    List<Event> events,
    EventQuery query,
    SequencePosition after,
    long headBefore,
    AppendResult result) {}
