package dev.annals.eventstore.axon;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.axonframework.messaging.commandhandling.CommandExecutionException;

/**
 * The result of a future, waited for in the calling thread, with the exception it really failed
 * with.
 *
 * <p>Waiting rather than chaining, because the log completes its futures on a thread that others
 * wait for, too.
 */
final class Awaited {

  private Awaited() {}

  static <T> T result(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException failure) {
      throw unwrapped(failure);
    }
  }

  private static RuntimeException unwrapped(Throwable failure) {
    var cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case RuntimeException exception -> exception;
      case Error error -> throw error;
      default -> new CommandExecutionException("The handler failed: " + cause, cause);
    };
  }
}
