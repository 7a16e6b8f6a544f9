package dev.annals.query.payments.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.subjects.SubjectEvent;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.privacy.PersonalReader.Payload;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stored event in the JSON format of CloudEvents 1.0. What the standard does not know are
 * extension attributes, whose names are lower case.
 *
 * @param position a text, since numbers of the standard end at 2,147,483,647
 * @param erased names of the fields of {@code data} that were erased, with commas between them;
 *     absent if none were
 * @param data the payload as it was said, with null in place of what was erased; as it is stored,
 *     to the letter, it is in exports and proofs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CloudEvent(
    String specversion,
    String id,
    String source,
    String type,
    String subject,
    Instant time,
    String datacontenttype,
    String position,
    String revision,
    Instant recordedat,
    @Nullable String actor,
    @Nullable String onbehalfof,
    @Nullable String correlationid,
    @Nullable String causationid,
    @Nullable String commandid,
    @Nullable String sourceaddress,
    @Nullable String traceid,
    @Nullable String serviceversion,
    @Nullable String erased,
    @JsonRawValue String data) {

  /** What position and identifier are unique in is the context, which its types begin with. */
  private static final String SOURCE = "/annals/";

  /** About the transfer if it is about one, else about its account, or its data subject. */
  static String subject(SequencedEvent sequenced) {
    var tags = sequenced.event().tags();
    return value(tags, PaymentEvent.TRANSFER_TAG)
        .or(() -> value(tags, PaymentEvent.ACCOUNT_TAG))
        .or(() -> value(tags, SubjectEvent.SUBJECT_TAG))
        .orElse("");
  }

  private static Optional<String> value(Set<Tag> tags, String key) {
    return tags.stream().filter(tag -> tag.key().equals(key)).map(Tag::value).findFirst();
  }

  static CloudEvent of(SequencedEvent sequenced, String subject, Payload payload) {
    var event = sequenced.event();
    var metadata = event.metadata();
    return new CloudEvent(
        "1.0",
        event.id().toString(),
        source(event.type()),
        event.type(),
        subject,
        event.occurredAt(),
        "application/json",
        sequenced.position().toString(),
        event.revision(),
        sequenced.recordedAt(),
        metadata.get("actor"),
        metadata.get("onBehalfOf"),
        metadata.get("correlationId"),
        metadata.get("causationId"),
        metadata.get("commandId"),
        metadata.get("sourceAddress"),
        metadata.get("traceId"),
        metadata.get("serviceVersion"),
        payload.erased().isEmpty() ? null : String.join(",", payload.erased()),
        payload.json());
  }

  private static String source(String type) {
    var end = type.indexOf('.');
    return SOURCE + (end < 0 ? type : type.substring(0, end));
  }
}
