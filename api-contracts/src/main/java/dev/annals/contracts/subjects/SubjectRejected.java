package dev.annals.contracts.subjects;

import java.io.Serial;

/** A rule said no. An answer, not a defect: it has no stack trace. */
public final class SubjectRejected extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Stable: only add. */
  public enum Reason {
    UNKNOWN_SUBJECT
  }

  public SubjectRejected(Reason reason, String detail) {
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
