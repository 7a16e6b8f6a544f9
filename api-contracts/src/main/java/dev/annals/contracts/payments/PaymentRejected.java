package dev.annals.contracts.payments;

import java.io.Serial;

/**
 * A business rule said no. Expected, not a defect: no stack trace, and the caller sees the reason.
 */
public final class PaymentRejected extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /** The stable, client-visible reasons; each is one problem type in the HTTP API. */
  public enum Reason {
    /** The account would go below its overdraft limit. */
    INSUFFICIENT_FUNDS,
    UNKNOWN_ACCOUNT,
    ACCOUNT_FROZEN,
    /** Unfreezing an account that is not frozen. */
    ACCOUNT_NOT_FROZEN,
    ACCOUNT_CLOSED,
    /** Closing an account whose balance is not zero. */
    BALANCE_NOT_ZERO,
    CURRENCY_MISMATCH,
    NON_POSITIVE_AMOUNT,
    /** The overdraft limit is negative. */
    NEGATIVE_OVERDRAFT_LIMIT,
    SAME_ACCOUNT,
    /** The account or transfer id is taken. */
    DUPLICATE_ID,
    /** An amount, limit or balance beyond what an account may hold. */
    OVERFLOW
  }

  private final Reason reason;

  /**
   * A rejection for this reason.
   *
   * @param detail one sentence for a person, naming the ids and amounts concerned
   */
  public PaymentRejected(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
