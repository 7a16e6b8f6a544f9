package dev.annals.command.payments.shared;

import dev.annals.contracts.payments.PaymentEvent;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * One decision as pure functions: which events it depends on, what they add up to, and the answer.
 *
 * @param <C> the command
 * @param <I> what the state is identified by
 * @param <S> the state: only what this decision needs, immutable
 */
public interface PaymentDecider<C, I, S> {

  I idOf(C command);

  /** The decision holds only as long as no further event matches. */
  EventCriteria relevant(I id);

  S initial(I id);

  /**
   * The state after the event. Also called with events that are not relevant, so it MUST check ids.
   */
  S evolve(S state, PaymentEvent event);

  /**
   * Decides, by the slice's own {@code decide}.
   *
   * @throws dev.annals.contracts.payments.PaymentRejected if a rule says no
   */
  PaymentEvent answer(C command, S state);
}
