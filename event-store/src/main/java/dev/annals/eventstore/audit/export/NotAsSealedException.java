package dev.annals.eventstore.audit.export;

/** An event is not the one that was sealed, or is not there. */
public final class NotAsSealedException extends RuntimeException {

  NotAsSealedException(long position) {
    super("The event at position %d is not the one that was sealed".formatted(position));
  }
}
