package dev.annals.eventstore.audit.seal;

/**
 * What would have to be signed contradicts what was signed before, or is not what the log can have
 * written. Trying again does not help until somebody has found out why.
 */
public final class RefusedToSignException extends RuntimeException {

  public RefusedToSignException(String message) {
    super(message);
  }
}
