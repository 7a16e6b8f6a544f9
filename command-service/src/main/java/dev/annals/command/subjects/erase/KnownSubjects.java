package dev.annals.command.subjects.erase;

import dev.annals.contracts.subjects.SubjectId;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.privacy.PersonalFields;
import dev.annals.eventstore.privacy.SubjectKeyStore;
import java.util.List;
import java.util.Set;

/**
 * Tells whether anything is stored of a subject: it has, or had, a key, or an event is tagged with
 * it, which may be from before there were keys.
 */
final class KnownSubjects {

  private final EventReader log;
  private final SubjectKeyStore keys;
  private final Set<String> tagKeys;

  KnownSubjects(EventReader log, SubjectKeyStore keys, PersonalFields fields) {
    this.log = log;
    this.keys = keys;
    this.tagKeys = fields.subjectFields();
  }

  boolean contains(SubjectId subject) {
    return keys.find(Set.of(subject.value())).containsKey(subject.value())
        || !log.read(anyTagOf(subject), SequencePosition.ORIGIN, 1).isEmpty();
  }

  private EventQuery anyTagOf(SubjectId subject) {
    List<EventQuery.Item> items =
        tagKeys.stream()
            .map(key -> new EventQuery.Item(Set.of(), Set.of(Tag.of(key, subject.value()))))
            .toList();
    return new EventQuery(items);
  }
}
