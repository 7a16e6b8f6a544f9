package dev.annals.eventstore.axon;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventQuery.Item;
import dev.annals.eventstore.log.Tag;
import java.util.Set;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;

/** Translates Axon's event criteria into the log's queries. */
final class CriteriaTranslator {

  /**
   * No event has this type, as the log takes no control characters: criteria that match it untagged
   * match all.
   */
  private static final QualifiedName UNHEARD_OF = new QualifiedName("\u0000");

  private CriteriaTranslator() {}

  /**
   * The query that matches the same events.
   *
   * <p>{@link EventCriteria#flatten()} alone would not do: it leaves out whatever matches every
   * event, so that "anything, or this tag" would come out as "this tag".
   */
  static EventQuery query(EventCriteria criteria) {
    if (criteria.matches(UNHEARD_OF, Set.of())) {
      return EventQuery.all();
    }
    return new EventQuery(criteria.flatten().stream().map(CriteriaTranslator::item).toList());
  }

  static Tag tag(org.axonframework.messaging.eventstreaming.Tag tag) {
    return Tag.of(tag.key(), tag.value());
  }

  private static Item item(EventCriterion criterion) {
    return new Item(
        criterion.types().stream().map(QualifiedName::name).collect(toUnmodifiableSet()),
        criterion.tags().stream().map(CriteriaTranslator::tag).collect(toUnmodifiableSet()));
  }
}
