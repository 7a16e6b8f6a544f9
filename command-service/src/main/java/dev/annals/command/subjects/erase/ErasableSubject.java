package dev.annals.command.subjects.erase;

import dev.annals.contracts.subjects.SubjectEvent;
import dev.annals.contracts.subjects.SubjectEvent.SubjectErased;
import dev.annals.contracts.subjects.SubjectId;

/**
 * What erasing must know of a subject.
 *
 * @param erased whether that has happened
 */
record ErasableSubject(SubjectId id, boolean erased) {

  static ErasableSubject notErased(SubjectId id) {
    return new ErasableSubject(id, false);
  }

  ErasableSubject evolve(SubjectEvent event) {
    return event instanceof SubjectErased happened && happened.subjectId().equals(id)
        ? new ErasableSubject(id, true)
        : this;
  }
}
