package dev.annals.eventstore.audit.note;

/**
 * A text is not the note, checkpoint or key that it should be, or was not signed as it should be.
 */
public final class BadNoteException extends RuntimeException {

  public BadNoteException(String message) {
    super(message);
  }
}
