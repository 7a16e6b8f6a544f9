package dev.annals.standalone.load;

import dev.annals.contracts.payments.PaymentRejected.Reason;

/** What the command service made of an instruction. */
sealed interface Answer {

  /**
   * It happened, now or when it was sent first.
   *
   * @param position of its event in the log
   */
  record Accepted(long position) implements Answer {}

  record Rejected(Reason reason) implements Answer {}
}
