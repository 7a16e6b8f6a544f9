package dev.annals.query.live;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencedEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Who is concerned by an event, without asking everybody. Guarded by the hub's lock. */
final class Watches {

  /** No tag and no type is empty. */
  private static final String ANY = "";

  private final Set<Watch> all = new LinkedHashSet<>();
  private final Map<String, Set<Watch>> byKey = new HashMap<>();

  void add(Watch watch) {
    all.add(watch);
    keys(watch).forEach(key -> byKey.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(watch));
  }

  void remove(Watch watch) {
    all.remove(watch);
    keys(watch).forEach(key -> remove(watch, key));
  }

  private void remove(Watch watch, String key) {
    var others = byKey.get(key);
    if (others != null && others.remove(watch) && others.isEmpty()) {
      byKey.remove(key);
    }
  }

  void offer(SequencedEvent event) {
    var type = event.event().type();
    var tags = event.event().tags();
    var concerned = new LinkedHashSet<Watch>();
    concerned.addAll(of(ANY));
    concerned.addAll(of(type));
    tags.forEach(tag -> concerned.addAll(of(tag.text())));
    for (var watch : concerned) {
      if (watch.query().matches(type, tags)) {
        watch.offer(event);
      }
    }
  }

  private Collection<Watch> of(String key) {
    return byKey.getOrDefault(key, Set.of());
  }

  Collection<Watch> all() {
    return List.copyOf(all);
  }

  private static Stream<String> keys(Watch watch) {
    return watch.query().items().stream().flatMap(Watches::keys);
  }

  /** Every event that the item matches has one of these. */
  private static Stream<String> keys(EventQuery.Item item) {
    if (!item.tags().isEmpty()) {
      return Stream.of(item.tags().iterator().next().text());
    }
    return item.types().isEmpty() ? Stream.of(ANY) : item.types().stream();
  }
}
