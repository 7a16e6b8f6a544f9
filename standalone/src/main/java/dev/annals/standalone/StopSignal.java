package dev.annals.standalone;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets the thread that started everything also stop it, when the process is asked to end.
 *
 * <p>The JVM ends when its shutdown hooks have; the only hook here waits until that thread is done,
 * but not for ever. While starting, that thread is interrupted instead.
 */
final class StopSignal {

  private static final Duration STOP_MAX = Duration.ofSeconds(60);

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Thread starting = Thread.currentThread();
  private @Nullable String failure;

  /** Listens for Ctrl-C and SIGTERM; the calling thread is the one that starts and stops. */
  static StopSignal install() {
    var signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::stopAndWait, "stop"));
    return signal;
  }

  /** Ends the time in which a stop interrupts the calling thread. */
  synchronized void started() {
    starting = null;
    // A stop that came a moment ago is not lost: it is in the latch.
    Thread.interrupted();
  }

  /** Asks for a stop because something broke, unless a stop is already under way. */
  synchronized void fail(String why) {
    if (!isRequested()) {
      failure = why;
      request();
    }
  }

  /**
   * Goes on only if nobody asks for a stop. Needed between steps although a stop interrupts: a
   * library may swallow the interruption.
   */
  void check() throws InterruptedException {
    if (isRequested()) {
      throw new InterruptedException();
    }
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Waits until a stop is asked for, and tells what broke, if anything. */
  Optional<String> await() throws InterruptedException {
    requested.await();
    return failure();
  }

  /** What broke and so asked for a stop, if anything. */
  synchronized Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Says that everything is stopped, and the process may end. */
  void stopped() {
    stopped.countDown();
  }

  private synchronized void request() {
    requested.countDown();
    if (starting != null) {
      starting.interrupt();
    }
  }

  private void stopAndWait() {
    request();
    try {
      if (!stopped.await(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("annals: did not stop in " + STOP_MAX.toSeconds() + " s; giving up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
