package dev.annals.command.subjects;

import dev.annals.command.web.Rejections;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.shared.PersonalMarks;
import dev.annals.contracts.subjects.SubjectEvent;
import dev.annals.contracts.subjects.SubjectEvent.SubjectErased;
import dev.annals.eventstore.axon.AxonModule;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.privacy.ErasureEvents;
import dev.annals.eventstore.privacy.PersonalFields;
import dev.annals.eventstore.privacy.SubjectKeyStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings data subjects into the service, and tells what is personal in all contexts. */
@Configuration(proxyBeanMethods = false)
class SubjectsConfiguration {

  @Bean
  PersonalFields personalFields() {
    return PersonalFields.of(PersonalMarks.ofAll(PaymentEvent.TYPES));
  }

  @Bean
  ErasureEvents erasureEvents() {
    return new ErasureEvents(SubjectErased.TYPE, SubjectEvent.SUBJECT_TAG);
  }

  @Bean
  AxonModule subjectsModule(EventReader log, SubjectKeyStore keys, PersonalFields fields) {
    return new SubjectsModule(log, keys, fields);
  }

  @Bean
  Rejections subjectRejections() {
    return new SubjectRejections();
  }
}
