package dev.annals.command.payments.shared;

import dev.annals.eventstore.axon.States;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.StateManager;

/**
 * Registers one decision with Axon as the handler of its command.
 *
 * @param <C> the command
 */
public final class PaymentSlice<C> {

  private final Class<C> commandType;
  private final PaymentDecider<C, ?> decider;

  public PaymentSlice(Class<C> commandType, PaymentDecider<C, ?> decider) {
    this.commandType = commandType;
    this.decider = decider;
  }

  /** Registers the decision; returns the configurer given. */
  public EventSourcingConfigurer register(EventSourcingConfigurer axon) {
    var name = commandType.getAnnotation(Command.class);
    var command = new QualifiedName(name.namespace(), name.name());
    return axon.registerCommandHandlingModule(
        CommandHandlingModule.named(command.toString())
            .commandHandlers()
            .commandHandler(command, this::handler));
  }

  private CommandHandler handler(Configuration axon) {
    var states = axon.getComponent(StateManager.class);
    return (message, context) -> {
      decide(commandType.cast(message.payload()), decider, states, context);
      return MessageStream.empty().cast();
    };
  }

  private static <C, S> void decide(
      C command, PaymentDecider<C, S> decider, StateManager states, ProcessingContext context) {
    var state = decider.read(command, States.of(states, context));
    EventAppender.forContext(context).append(decider.answer(command, state));
  }
}
