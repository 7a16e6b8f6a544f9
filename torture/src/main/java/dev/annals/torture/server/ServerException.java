package dev.annals.torture.server;

/** The PostgreSQL to be tortured cannot be had, which says nothing about the log. */
public final class ServerException extends RuntimeException {

  ServerException(String message, Throwable cause) {
    super(message, cause);
  }

  ServerException(String message) {
    super(message);
  }
}
