package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.Event;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the ordering keys of events. An event without the ordering tag has the empty key, so that
 * all such events are one sequence.
 */
final class OrderingKeys {

  /** The key of events that have none, and of all events of a projection without order by tag. */
  static final String NONE = "";

  private final String prefix;
  private final boolean byTag;

  OrderingKeys(Optional<String> tagKey) {
    this.byTag = tagKey.isPresent();
    this.prefix = tagKey.orElse("") + "=";
  }

  /** Whether one of the event's keys is. */
  boolean any(Event event, Predicate<String> wanted) {
    var found = false;
    if (byTag) {
      for (var tag : event.tags()) {
        if (tag.text().startsWith(prefix)) {
          found = true;
          if (wanted.test(tag.text().substring(prefix.length()))) {
            return true;
          }
        }
      }
    }
    return !found && wanted.test(NONE);
  }

  Set<String> of(Event event) {
    if (!byTag) {
      return Set.of(NONE);
    }
    var keys = new HashSet<String>(4);
    for (var tag : event.tags()) {
      if (tag.text().startsWith(prefix)) {
        keys.add(tag.text().substring(prefix.length()));
      }
    }
    return keys.isEmpty() ? Set.of(NONE) : keys;
  }
}
