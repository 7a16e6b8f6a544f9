package dev.annals.query.subjects;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.shared.PersonalMarks;
import dev.annals.contracts.subjects.SubjectEvent;
import dev.annals.contracts.subjects.SubjectEvent.SubjectErased;
import dev.annals.eventstore.privacy.ErasureEvents;
import dev.annals.eventstore.privacy.PersonalFields;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells what is personal in all contexts, and which event says that a subject was erased. */
@Configuration(proxyBeanMethods = false)
public class SubjectsModule {

  @Bean
  PersonalFields personalFields() {
    return PersonalFields.of(PersonalMarks.ofAll(PaymentEvent.TYPES));
  }

  @Bean
  ErasureEvents erasureEvents() {
    return new ErasureEvents(SubjectErased.TYPE, SubjectEvent.SUBJECT_TAG);
  }
}
