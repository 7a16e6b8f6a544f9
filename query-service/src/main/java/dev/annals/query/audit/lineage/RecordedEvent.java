package dev.annals.query.audit.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An event as an auditor sees it. Everything that this slice says of an event is made here.
 *
 * @param provenance all that was recorded about who did it, for whom, why and from where
 * @param data the stored payload, to the letter; absent in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecordedEvent(
    long position,
    String id,
    String type,
    String revision,
    Instant occurredAt,
    Instant recordedAt,
    List<String> tags,
    SortedMap<String, String> provenance,
    @JsonRawValue @Nullable String data) {

  static RecordedEvent of(SequencedEvent event) {
    return of(event, event.event().payload());
  }

  static RecordedEvent withoutData(SequencedEvent event) {
    return of(event, null);
  }

  private static RecordedEvent of(SequencedEvent sequenced, @Nullable String data) {
    var event = sequenced.event();
    return new RecordedEvent(
        sequenced.position().value(),
        event.id().toString(),
        event.type(),
        event.revision(),
        event.occurredAt(),
        sequenced.recordedAt(),
        event.tags().stream().map(Tag::text).sorted().toList(),
        new TreeMap<>(event.metadata()),
        data);
  }
}
