package dev.annals.query.live;

import dev.annals.eventstore.log.SequencePosition;
import java.util.List;

/**
 * The next messages of a feed.
 *
 * @param position up to here nothing else is to be told; counts only if nothing follows
 * @param isLast whether nothing follows
 */
record LivePage(List<LiveMessage> messages, SequencePosition position, boolean isLast) {}
