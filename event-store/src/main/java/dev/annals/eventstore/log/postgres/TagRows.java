package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.Event;
import java.util.ArrayList;
import java.util.List;

/** Event tags as rows of the index table; every event also stands under the empty tag. */
final class TagRows {

  private final List<String> tags = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private final List<Long> positions = new ArrayList<>();

  static TagRows of(List<Event> events, long first) {
    var rows = new TagRows();
    var position = first;
    for (var event : events) {
      rows.add("", event.type(), position);
      for (var tag : event.tags()) {
        rows.add(tag.text(), event.type(), position);
      }
      position++;
    }
    return rows;
  }

  private void add(String tag, String type, long position) {
    tags.add(tag);
    types.add(type);
    positions.add(position);
  }

  List<String> tags() {
    return tags;
  }

  List<String> types() {
    return types;
  }

  long[] positions() {
    return positions.stream().mapToLong(Long::longValue).toArray();
  }
}
