package dev.annals.eventstore.log;

/** A row of the log that the log cannot have written. */
public final class MalformedEventException extends RuntimeException {

  private final long position;

  public MalformedEventException(long position, String why) {
    super("The event at position %d is malformed: %s".formatted(position, why));
    this.position = position;
  }

  public long position() {
    return position;
  }
}
