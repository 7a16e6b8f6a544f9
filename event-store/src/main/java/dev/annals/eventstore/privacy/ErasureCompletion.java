package dev.annals.eventstore.privacy;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that every erasure in the log is carried out, whatever crashed in between and whatever
 * backup the key store was restored from: goes over all of them once after the start, and then over
 * the new ones again and again. To erase twice changes nothing.
 */
public final class ErasureCompletion implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ErasureCompletion.class);

  private static final int PAGE_MAX = 1_000;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration END_MAX = Duration.ofSeconds(5);

  private final EventReader log;
  private final ErasureEvents events;
  private final KeyKeeper keeper;
  private final SubjectKeys keys;
  private final Thread thread;
  private SequencePosition done = SequencePosition.ORIGIN;
  private volatile @Nullable String trouble;
  private volatile boolean closed;

  /**
   * @param keys of this process, which need not wait for their store to notice
   */
  public ErasureCompletion(
      EventReader log, ErasureEvents events, KeyKeeper keeper, SubjectKeys keys) {
    this.log = log;
    this.events = events;
    this.keeper = keeper;
    this.keys = keys;
    this.thread =
        Thread.ofPlatform().name("annals-erasure-completion").daemon(true).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Why erasures are not carried out right now; null if they are. */
  public @Nullable String trouble() {
    return trouble;
  }

  /**
   * Carries out the erasure of a subject, which the log tells already.
   *
   * @throws KeysUnavailableException if the key store does not answer; it is made up for later
   */
  public void complete(String subject) {
    keys.erased(subject);
    keeper.erase(List.of(subject));
  }

  private void run() {
    while (!closed) {
      try {
        var asked = System.nanoTime();
        completeAll();
        keys.inTouch(asked);
        trouble = null;
      } catch (Throwable e) {
        // Also errors: one that died unseen would leave erasures undone.
        if (trouble == null && !closed) {
          LOG.warn("Erasures are not carried out: {}", e.toString());
        }
        trouble = e.toString();
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void completeAll() {
    while (!closed) {
      var page = log.read(events.all(), done, PAGE_MAX);
      var subjects = page.stream().flatMap(event -> events.subject(event).stream()).toList();
      subjects.forEach(keys::erased);
      if (!subjects.isEmpty()) {
        keeper.erase(subjects);
      }
      if (!page.isEmpty()) {
        done = page.getLast().position();
      }
      if (page.size() < PAGE_MAX) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      if (thread.isAlive()) {
        var _ = thread.join(END_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
