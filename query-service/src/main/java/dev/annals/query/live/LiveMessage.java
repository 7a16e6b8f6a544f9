package dev.annals.query.live;

import dev.annals.eventstore.log.SequencePosition;

/**
 * What a client gets to see.
 *
 * @param name says what the data is; stable
 * @param position the identifier after which a client resumes
 * @param data becomes JSON as in any other answer
 */
record LiveMessage(String name, SequencePosition position, Object data) {}
