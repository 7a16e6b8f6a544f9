package dev.annals.command.subjects;

import dev.annals.command.subjects.erase.EraseSubjectModule;
import dev.annals.contracts.subjects.SubjectEvent;
import dev.annals.contracts.subjects.SubjectEvent.SubjectErased;
import dev.annals.eventstore.axon.AxonModule;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.privacy.PersonalFields;
import dev.annals.eventstore.privacy.SubjectKeyStore;
import java.util.Set;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;

/** The slices of subjects. */
public final class SubjectsModule implements AxonModule {

  private final EventReader log;
  private final SubjectKeyStore keys;
  private final PersonalFields fields;

  /**
   * Slices that look for subjects.
   *
   * @param fields that are personal, and by which a subject is found in the log
   */
  public SubjectsModule(EventReader log, SubjectKeyStore keys, PersonalFields fields) {
    this.log = log;
    this.keys = keys;
    this.fields = fields;
  }

  @Override
  public EventSourcingConfigurer register(EventSourcingConfigurer axon) {
    return EraseSubjectModule.register(axon, log, keys, fields);
  }

  @Override
  public Set<Tag> tagsOf(EventMessage event) {
    return event.payload() instanceof SubjectErased erased
        ? Set.of(new Tag(SubjectEvent.SUBJECT_TAG, erased.subjectId().value()))
        : Set.of();
  }
}
