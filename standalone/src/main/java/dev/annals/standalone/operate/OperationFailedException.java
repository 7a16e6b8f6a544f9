package dev.annals.standalone.operate;

/** The service refused, or did not answer; the message is for the operator. */
final class OperationFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OperationFailedException(String message) {
    super(message);
  }

  OperationFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
