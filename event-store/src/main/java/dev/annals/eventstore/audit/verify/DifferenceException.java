package dev.annals.eventstore.audit.verify;

/** Ends a verification at the first difference. */
final class DifferenceException extends RuntimeException {

  private final transient Verdict.Different difference;

  DifferenceException(long position, long through, String what) {
    super(what, null, false, false);
    this.difference = new Verdict.Different(position, through, what);
  }

  DifferenceException(long position, String what) {
    this(position, position, what);
  }

  Verdict.Different difference() {
    return difference;
  }
}
