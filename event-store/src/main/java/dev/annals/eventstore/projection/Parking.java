package dev.annals.eventstore.projection;

import dev.annals.eventstore.deadletter.DeadLetterStore.Enqueued;
import java.util.List;
import java.util.Set;

/**
 * An event that keeps failing, as a letter for each of its ordering keys.
 *
 * @param blocked keys that have letters already, behind which this one waits untried
 * @param enqueued takes the letters it became; the others could be applied after all
 */
record Parking(List<Enqueued> each, Set<String> blocked, Set<Enqueued> enqueued) {}
