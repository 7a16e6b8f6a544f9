package dev.annals.eventstore.log;

import java.util.List;
import java.util.Set;

/**
 * Which events are relevant: any item may match (OR); within an item one of the types (OR) and
 * every tag (AND) must.
 *
 * @param items 1 to {@value #ITEMS_MAX}
 */
public record EventQuery(List<Item> items) {

  public static final int ITEMS_MAX = 100;

  private static final EventQuery ALL = new EventQuery(List.of(new Item(Set.of(), Set.of())));

  public EventQuery {
    items = List.copyOf(items);
    if (items.isEmpty() || items.size() > ITEMS_MAX) {
      throw new IllegalArgumentException(
          "A query has 1 to %d items, this one has %d".formatted(ITEMS_MAX, items.size()));
    }
  }

  /** Matches every event. */
  public static EventQuery all() {
    return ALL;
  }

  /** Matches events of any type that carry the tag. */
  public static EventQuery tagged(Tag tag) {
    return new EventQuery(List.of(new Item(Set.of(), Set.of(tag))));
  }

  public static EventQuery anyOf(Item... items) {
    return new EventQuery(List.of(items));
  }

  /** Whether an event of this type with these tags is relevant. */
  public boolean matches(String type, Set<Tag> tags) {
    return items.stream().anyMatch(item -> item.matches(type, tags));
  }

  /** Whether some item matches everything, so that all others are moot. */
  public boolean matchesAll() {
    return items.stream().anyMatch(Item::matchesAll);
  }

  /**
   * One way to be relevant.
   *
   * @param types any of these; none means any type
   * @param tags all of these; none means any tags
   */
  public record Item(Set<String> types, Set<Tag> tags) {

    public Item {
      types = Set.copyOf(types);
      tags = Set.copyOf(tags);
      if (types.size() > ITEMS_MAX || tags.size() > Event.TAGS_MAX) {
        throw new IllegalArgumentException(
            "A query item has at most %d types and %d tags".formatted(ITEMS_MAX, Event.TAGS_MAX));
      }
      types.forEach(type -> Texts.requirePlain("Event type", type, Event.NAME_LENGTH_MAX));
    }

    /** Matches every event. */
    public boolean matchesAll() {
      return types.isEmpty() && tags.isEmpty();
    }

    boolean matches(String type, Set<Tag> tagsOfEvent) {
      return (types.isEmpty() || types.contains(type)) && tagsOfEvent.containsAll(tags);
    }
  }
}
