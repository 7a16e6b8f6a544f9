package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.history.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is in a log, in memory, indexed by tag and type. It decides by itself what matches a query,
 * rather than ask the code that is checked with it.
 */
public final class LogCopy {

  /** Beyond any number of events that fits in memory beside their index. */
  private static final int POSITION_MAX = 50_000_000;

  /** An event at its position. */
  record Stored(EventPrint print, String type, Set<Tag> tags) {}

  /** A recorded request. */
  record Request(String fingerprint, String answer, long position) {}

  private final List<@Nullable Stored> events = new ArrayList<>();
  private final Map<UUID, Integer> positions = new HashMap<>();
  private final Map<String, PositionIndex> byType = new HashMap<>();
  private final Map<Tag, PositionIndex> byTag = new HashMap<>();
  private final Map<TypedTag, PositionIndex> byTypedTag = new HashMap<>();
  private final Map<Tag, Tag> tagsSeen = new HashMap<>();
  private final Map<String, Request> requests = new HashMap<>();
  private final Violations violations;

  LogCopy(Violations violations) {
    this.violations = violations;
    events.add(null);
  }

  /** Adds the next event in position order. */
  void add(long position, EventPrint print, String type, Set<Tag> tags) {
    if (position > POSITION_MAX || position < events.size()) {
      violations.report(Kind.GAP, "position %d follows %d".formatted(position, head()));
      return;
    }
    if (position != events.size()) {
      violations.report(Kind.GAP, "the log lacks %d to %d".formatted(events.size(), position - 1));
    }
    while (events.size() < position) {
      events.add(null);
    }
    var first = positions.putIfAbsent(print.id(), (int) position);
    if (first != null) {
      violations.report(
          Kind.STORED_TWICE, "one event stands at %d and at %d".formatted(first, position));
    }
    index((int) position, print, type.intern(), shared(tags));
  }

  /** Equal tags as one object, of which there are millions otherwise. */
  private Set<Tag> shared(Set<Tag> tags) {
    var shared = new HashSet<Tag>();
    tags.forEach(tag -> shared.add(tagsSeen.computeIfAbsent(tag, each -> each)));
    return Set.copyOf(shared);
  }

  private void index(int position, EventPrint print, String type, Set<Tag> tags) {
    events.add(new Stored(print, type, tags));
    byType.computeIfAbsent(type, _ -> new PositionIndex()).add(position);
    for (var tag : tags) {
      byTag.computeIfAbsent(tag, _ -> new PositionIndex()).add(position);
      byTypedTag.computeIfAbsent(new TypedTag(tag, type), _ -> new PositionIndex()).add(position);
    }
  }

  void addRequest(String key, Request request) {
    requests.put(key, request);
  }

  /** The highest position. */
  public long head() {
    return events.size() - 1L;
  }

  @Nullable Stored at(long position) {
    return position < 1 || position > head() ? null : events.get((int) position);
  }

  /** Where the event is, or zero. */
  long positionOf(UUID id) {
    return positions.getOrDefault(id, 0);
  }

  @Nullable Request request(String key) {
    return requests.get(key);
  }

  Map<String, Request> requests() {
    return requests;
  }

  /** The positions in {@code after+1..through} of the events that match. */
  List<Long> matching(EventQuery query, long after, long through) {
    var found = new TreeSet<Long>();
    for (var item : query.items()) {
      collect(item, after, through, Integer.MAX_VALUE, found);
    }
    return List.copyOf(found);
  }

  /** The lowest position in {@code after+1..through} of an event that matches, or zero. */
  long firstMatch(EventQuery query, long after, long through) {
    var lowest = 0L;
    for (var item : query.items()) {
      var found = new TreeSet<Long>();
      collect(item, after, lowest == 0 ? through : lowest - 1, 1, found);
      lowest = found.isEmpty() ? lowest : found.first();
    }
    return lowest;
  }

  private void collect(EventQuery.Item item, long after, long through, int max, Set<Long> found) {
    for (var candidates : candidates(item, after, through)) {
      var before = found.size();
      for (var i = candidates.firstAfter(after); i < candidates.size(); i++) {
        var position = candidates.get(i);
        if (position > through || found.size() - before >= max) {
          break;
        }
        if (matches(item, position)) {
          found.add((long) position);
        }
      }
    }
  }

  /** Lists that together hold whatever matches, the shortest there are. */
  private List<PositionIndex> candidates(EventQuery.Item item, long after, long through) {
    var types = item.types().isEmpty() ? byType.keySet() : item.types();
    if (item.tags().isEmpty()) {
      return types.stream().map(type -> byType.getOrDefault(type, new PositionIndex())).toList();
    }
    if (item.types().isEmpty()) {
      return List.of(
          shortest(item.tags().stream().map(tag -> byTag.get(tag)).toList(), after, through));
    }
    return types.stream()
        .map(
            type ->
                shortest(
                    item.tags().stream()
                        .map(tag -> byTypedTag.get(new TypedTag(tag, type)))
                        .toList(),
                    after,
                    through))
        .toList();
  }

  private static PositionIndex shortest(
      List<@Nullable PositionIndex> lists, long after, long through) {
    PositionIndex shortest = null;
    for (var list : lists) {
      if (list == null) {
        return new PositionIndex();
      }
      if (shortest == null || list.count(after, through) < shortest.count(after, through)) {
        shortest = list;
      }
    }
    return shortest == null ? new PositionIndex() : shortest;
  }

  boolean matches(EventQuery query, long position) {
    return query.items().stream().anyMatch(item -> matches(item, position));
  }

  private boolean matches(EventQuery.Item item, long position) {
    var event = at(position);
    return event != null
        && (item.types().isEmpty() || item.types().contains(event.type()))
        && event.tags().containsAll(item.tags());
  }

  private record TypedTag(Tag tag, String type) {}
}
