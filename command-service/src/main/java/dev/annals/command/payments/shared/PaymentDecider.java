package dev.annals.command.payments.shared;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.eventstore.axon.States;

/**
 * One decision: what it reads, and a pure function from that to the answer.
 *
 * @param <C> the command
 * @param <S> what the decision must know, and no more: it depends on all of it
 */
public interface PaymentDecider<C, S> {

  /** Loads what the decision reads. */
  S read(C command, States states);

  /**
   * Decides, by the slice's own {@code decide}.
   *
   * @throws dev.annals.contracts.payments.PaymentRejected if a rule says no
   */
  PaymentEvent answer(C command, S state);
}
