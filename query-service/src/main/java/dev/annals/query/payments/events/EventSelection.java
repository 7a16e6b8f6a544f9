package dev.annals.query.payments.events;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.subjects.SubjectEvent;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.util.MultiValueMap;

/**
 * Which events a client asks for: {@code ?type=...&tag=key:value}. Each may be repeated; an event
 * has one of the types and all of the tags.
 */
final class EventSelection {

  private static final String TYPE = "type";
  private static final String TAG = "tag";

  /** What tells nothing apart would only make a client wait for ever. */
  private static final Set<String> TAG_KEYS =
      Set.of(
          PaymentEvent.ACCOUNT_TAG,
          PaymentEvent.DEBIT_ACCOUNT_TAG,
          PaymentEvent.TRANSFER_TAG,
          SubjectEvent.SUBJECT_TAG);

  private EventSelection() {}

  static EventQuery of(MultiValueMap<String, String> parameters) {
    var types = new HashSet<String>();
    parameters.getOrDefault(TYPE, List.of()).forEach(text -> types.add(type(text)));
    var tags = new HashSet<Tag>();
    parameters.getOrDefault(TAG, List.of()).forEach(text -> tags.add(tag(text)));
    if (tags.size() > Event.TAGS_MAX) {
      throw invalid(TAG, "must be given at most %d times".formatted(Event.TAGS_MAX));
    }
    return EventQuery.anyOf(new EventQuery.Item(types, tags));
  }

  private static String type(String text) {
    if (!PaymentEvent.TYPES.containsKey(text) && !SubjectEvent.TYPES.containsKey(text)) {
      throw invalid(TYPE, "must be a type of event, such as " + PaymentEvent.AccountOpened.TYPE);
    }
    return text;
  }

  private static Tag tag(String text) {
    var separator = text.indexOf(':');
    if (separator < 0 || !TAG_KEYS.contains(text.substring(0, separator))) {
      throw invalid(TAG, "must have the form key:value, with a key of " + sorted());
    }
    try {
      return Tag.of(text.substring(0, separator), text.substring(separator + 1));
    } catch (IllegalArgumentException _) {
      throw invalid(TAG, "must have a value of at most %d characters".formatted(Tag.LENGTH_MAX));
    }
  }

  private static String sorted() {
    return String.join(", ", TAG_KEYS.stream().sorted().toList());
  }

  private static ProblemException invalid(String name, String what) {
    return new ProblemException(
        ProblemType.INVALID_FIELD
            .because("The parameter '%s' %s.".formatted(name, what))
            .with("field", name));
  }
}
