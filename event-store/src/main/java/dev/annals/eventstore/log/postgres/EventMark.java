package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.Tag;
import java.util.Set;
import java.util.UUID;

/** What conditions are checked against: an event of the log without what it says. */
record EventMark(long position, UUID id, String type, Set<Tag> tags) {}
