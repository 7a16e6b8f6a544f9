package dev.annals.command.subjects.erase;

import dev.annals.contracts.subjects.SubjectEvent;
import dev.annals.contracts.subjects.SubjectEvent.SubjectErased;
import dev.annals.contracts.subjects.SubjectId;
import dev.annals.eventstore.axon.EventFold;
import java.util.Map;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** Whether a subject was erased. Not kept: nobody asks twice. */
final class ErasableSubjectFold implements EventFold<SubjectId, ErasableSubject, SubjectEvent> {

  private static final QualifiedName ERASED = new QualifiedName(SubjectErased.TYPE);

  @Override
  public String name() {
    return "subjects.erasure";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean kept() {
    return false;
  }

  @Override
  public Class<SubjectId> idType() {
    return SubjectId.class;
  }

  @Override
  public Class<ErasableSubject> stateType() {
    return ErasableSubject.class;
  }

  @Override
  public Map<String, Class<? extends SubjectEvent>> eventTypes() {
    return SubjectEvent.TYPES;
  }

  @Override
  public EventCriteria relevant(SubjectId id) {
    return EventCriteria.havingTags(new Tag(SubjectEvent.SUBJECT_TAG, id.value()))
        .andBeingOneOfTypes(ERASED);
  }

  @Override
  public ErasableSubject initial(SubjectId id) {
    return ErasableSubject.notErased(id);
  }

  @Override
  public ErasableSubject evolve(ErasableSubject subject, SubjectEvent event) {
    return subject.evolve(event);
  }
}
