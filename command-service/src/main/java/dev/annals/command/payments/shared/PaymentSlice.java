package dev.annals.command.payments.shared;

import dev.annals.contracts.payments.PaymentEvent;
import java.util.concurrent.CompletableFuture;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.EntityEvolver;
import org.axonframework.modelling.StateManager;

/**
 * Registers one decision with Axon: its state as an event-sourced entity, its command as a handler.
 *
 * @param <C> the command
 * @param <I> what the state is identified by
 * @param <S> the state
 */
public final class PaymentSlice<C, I, S> {

  private final Class<C> commandType;
  private final Class<I> idType;
  private final Class<S> stateType;
  private final PaymentDecider<C, I, S> decider;

  public PaymentSlice(
      Class<C> commandType, Class<I> idType, Class<S> stateType, PaymentDecider<C, I, S> decider) {
    this.commandType = commandType;
    this.idType = idType;
    this.stateType = stateType;
    this.decider = decider;
  }

  /** Registers the decision; returns the configurer given. */
  public EventSourcingConfigurer register(EventSourcingConfigurer axon) {
    var name = commandType.getAnnotation(Command.class);
    var command = new QualifiedName(name.namespace(), name.name());
    return axon.registerEntity(entity())
        .registerCommandHandlingModule(
            CommandHandlingModule.named(command.toString())
                .commandHandlers()
                .commandHandler(command, this::handler));
  }

  private EventSourcedEntityModule<I, S> entity() {
    return EventSourcedEntityModule.declarative(idType, stateType)
        .messagingModel((axon, model) -> model.entityEvolver(evolver(axon)).build())
        .entityFactory(axon -> (id, firstEvent, context) -> decider.initial(id))
        .criteriaResolver(axon -> (id, context) -> decider.relevant(id))
        .build();
  }

  private EntityEvolver<S> evolver(Configuration axon) {
    var converter = axon.getComponent(Converter.class);
    return (state, event, context) -> decider.evolve(state, payload(event, converter));
  }

  private CommandHandler handler(Configuration axon) {
    var states = axon.getComponent(StateManager.class);
    return (command, context) -> MessageStream.fromFuture(handle(command, context, states));
  }

  private CompletableFuture<CommandResultMessage> handle(
      CommandMessage message, ProcessingContext context, StateManager states) {
    var command = commandType.cast(message.payload());
    return states
        .loadEntity(stateType, decider.idOf(command), context)
        .thenApply(
            state -> {
              EventAppender.forContext(context).append(decider.answer(command, state));
              return null;
            });
  }

  /** The event as it was appended, or as read from its stored form. */
  private static PaymentEvent payload(EventMessage event, Converter converter) {
    if (event.payload() instanceof PaymentEvent payment) {
      return payment;
    }
    var type = PaymentEvent.TYPES.get(event.type().name());
    if (type == null) {
      throw new IllegalStateException("Not an event of payments: " + event.type());
    }
    PaymentEvent payment = event.payloadAs(type, converter);
    if (payment == null) {
      throw new IllegalStateException("An event without payload: " + event.identifier());
    }
    return payment;
  }
}
