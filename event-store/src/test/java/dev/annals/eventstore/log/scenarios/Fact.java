package dev.annals.eventstore.log.scenarios;

import dev.annals.eventstore.log.Tag;
import java.util.Set;

/** What happened in a scenario. */
interface Fact {

  /** Whom and what it concerns. */
  Set<Tag> tags();
}
