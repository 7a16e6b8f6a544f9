package dev.annals.eventstore.deadletter;

import dev.annals.eventstore.log.SequencePosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that is to be applied later, for one of its ordering keys.
 *
 * @param cause why it could not be applied; null if it only waits for an earlier one
 * @param attempts how often it was tried
 */
public record DeadLetter(
    String orderingKey,
    SequencePosition position,
    @Nullable String cause,
    int attempts,
    Instant enqueuedAt) {}
