package dev.annals.torture.seal;

import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.log.EventLogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks, again and again and on a thread of its own, at the newest checkpoint that is served and at
 * the last one that was signed.
 */
final class Auditor implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(2);

  private final SealedLog log;
  private final Path signed;
  private final Notes notes;
  private final Thread thread = Thread.ofPlatform().name("auditor").daemon().unstarted(this::run);
  private volatile long size;
  private volatile boolean ended;
  private volatile @Nullable Throwable failure;

  Auditor(SealedLog log, Path signed, Notes notes) {
    this.log = log;
    this.signed = signed;
    this.notes = notes;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!ended) {
        lookAtSigned();
        lookAtServed();
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (Throwable e) {
      failure = e;
    }
  }

  /** What a killed one signed last, and may not have stored. */
  void lookAtSigned() throws IOException {
    if (Files.exists(signed)) {
      notes.add(Files.readString(signed));
    }
  }

  private void lookAtServed() {
    try {
      log.newest().ifPresent(this::see);
    } catch (EventLogException _) {
      // PostgreSQL was killed; nobody can be served anything.
    }
  }

  private void see(Seal seal) {
    notes.add(seal.note());
    size = seal.size();
  }

  /** Of the newest checkpoint that was served. */
  long size() {
    return size;
  }

  /**
   * @throws SealFailed if it fell over
   */
  void requireRunning() {
    var cause = failure;
    if (cause != null) {
      throw new SealFailed("the auditor fell over: " + cause);
    }
  }

  /** Looks no more. */
  void end() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
  }
}
