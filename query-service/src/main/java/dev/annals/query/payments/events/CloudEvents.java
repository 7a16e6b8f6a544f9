package dev.annals.query.payments.events;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.privacy.PersonalReader;
import dev.annals.eventstore.privacy.PersonalReader.StoredPayload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes of stored events what clients get to see. */
final class CloudEvents {

  private final PersonalReader personal;

  CloudEvents(PersonalReader personal) {
    this.personal = personal;
  }

  /** One of a stream. */
  CloudEvent of(SequencedEvent event) {
    return of(List.of(event), CloudEvent::subject, SequencePosition.ORIGIN).getFirst();
  }

  /**
   * Several at once.
   *
   * @param asOf erasures up to here must count
   */
  List<CloudEvent> of(
      List<SequencedEvent> events,
      Function<SequencedEvent, String> subject,
      SequencePosition asOf) {
    var stored =
        events.stream()
            .map(each -> new StoredPayload(each.event().type(), each.event().payload()))
            .toList();
    var payloads = personal.readPayloads(stored, asOf);
    var all = new ArrayList<CloudEvent>(events.size());
    for (var i = 0; i < events.size(); i++) {
      var event = events.get(i);
      all.add(CloudEvent.of(event, subject.apply(event), payloads.get(i)));
    }
    return all;
  }
}
