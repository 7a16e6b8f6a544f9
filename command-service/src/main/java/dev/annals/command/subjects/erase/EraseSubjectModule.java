package dev.annals.command.subjects.erase;

import dev.annals.contracts.subjects.SubjectCommand;
import dev.annals.contracts.subjects.SubjectCommand.EraseSubject;
import dev.annals.eventstore.axon.FoldedEntity;
import dev.annals.eventstore.axon.States;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.privacy.PersonalFields;
import dev.annals.eventstore.privacy.SubjectKeyStore;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.StateManager;

/** Wires erasures into Axon. */
public final class EraseSubjectModule {

  private static final QualifiedName COMMAND =
      new QualifiedName(SubjectCommand.NAMESPACE, "EraseSubject");

  private EraseSubjectModule() {}

  /** Registers the decision; returns the configurer given. */
  public static EventSourcingConfigurer register(
      EventSourcingConfigurer axon, EventReader log, SubjectKeyStore keys, PersonalFields fields) {
    var known = new KnownSubjects(log, keys, fields);
    return axon.registerEntity(FoldedEntity.of(new ErasableSubjectFold()).module())
        .registerCommandHandlingModule(
            CommandHandlingModule.named(COMMAND.toString())
                .commandHandlers()
                .commandHandler(COMMAND, axonConfiguration -> handler(axonConfiguration, known)));
  }

  private static CommandHandler handler(Configuration axon, KnownSubjects known) {
    var states = axon.getComponent(StateManager.class);
    return (message, context) -> {
      if (!(message.payload() instanceof EraseSubject command)) {
        throw new IllegalStateException("No " + COMMAND + ": " + message.payloadType());
      }
      var subject = States.of(states, context).load(ErasableSubject.class, command.subjectId());
      EraseSubjectHandler.decide(command, subject, () -> known.contains(command.subjectId()))
          .ifPresent(event -> EventAppender.forContext(context).append(event));
      return MessageStream.empty().cast();
    };
  }
}
