package dev.annals.benchmarks.peer;

/** A peer cannot take part on this machine; the message says why, for the report. */
public final class PeerAbsentException extends Exception {

  public PeerAbsentException(String message) {
    super(message);
  }

  public PeerAbsentException(String message, Throwable cause) {
    super(message, cause);
  }
}
