package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the recent events are, by type, by tag, and by both. Guarded by its owner's lock. */
final class TailIndex {

  private final Map<Tag, PositionList> byTag = new HashMap<>();
  private final Map<String, PositionList> byType = new HashMap<>();
  private final Map<TypedTag, PositionList> byTypedTag = new HashMap<>();

  void clear() {
    byTag.clear();
    byType.clear();
    byTypedTag.clear();
  }

  /**
   * @param position higher than all before
   */
  void add(long position, String type, Set<Tag> tags) {
    byType.computeIfAbsent(type, _ -> new PositionList()).add(position);
    for (var tag : tags) {
      byTag.computeIfAbsent(tag, _ -> new PositionList()).add(position);
      byTypedTag.computeIfAbsent(new TypedTag(tag, type), _ -> new PositionList()).add(position);
    }
  }

  /** Forgets the lowest position, which is of an event of this type with these tags. */
  void removeFirst(long position, String type, Set<Tag> tags) {
    remove(type, tags, positions -> positions.removeThrough(position));
  }

  /** Forgets the highest position, which is of an event of this type with these tags. */
  void removeLast(long position, String type, Set<Tag> tags) {
    remove(type, tags, positions -> positions.removeAfter(position - 1));
  }

  private void remove(String type, Set<Tag> tags, Consumer<PositionList> shrink) {
    shrink(byType, type, shrink);
    for (var tag : tags) {
      shrink(byTag, tag, shrink);
      shrink(byTypedTag, new TypedTag(tag, type), shrink);
    }
  }

  private static <K> void shrink(Map<K, PositionList> index, K key, Consumer<PositionList> shrink) {
    var positions = index.get(key);
    if (positions != null) {
      shrink.accept(positions);
      if (positions.isEmpty()) {
        index.remove(key);
      }
    }
  }

  /**
   * Positions among which are all that match the item, which has a type or a tag. They have one of
   * its types, if it names any, and one of its tags; an item of several tags needs a look at the
   * event.
   */
  List<PositionList> candidates(EventQuery.Item item) {
    var candidates = new ArrayList<PositionList>(Math.max(1, item.types().size()));
    if (item.types().isEmpty()) {
      addIfPresent(candidates, byTag.get(anyTag(item)));
    }
    for (var type : item.types()) {
      addIfPresent(
          candidates,
          item.tags().isEmpty()
              ? byType.get(type)
              : byTypedTag.get(new TypedTag(anyTag(item), type)));
    }
    return candidates;
  }

  private static void addIfPresent(List<PositionList> lists, @Nullable PositionList list) {
    if (list != null) {
      lists.add(list);
    }
  }

  private static Tag anyTag(EventQuery.Item item) {
    return item.tags().iterator().next();
  }

  private record TypedTag(Tag tag, String type) {}
}
