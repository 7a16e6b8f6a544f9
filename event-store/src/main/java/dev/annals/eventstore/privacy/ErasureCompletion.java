package dev.annals.eventstore.privacy;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
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
  private SequencePosition heard = SequencePosition.ORIGIN;
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
        startAgainIfSetBack();
        hearAll();
        completeAll();
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

  /** What was at a position may be something else by now. */
  private void startAgainIfSetBack() {
    var head = log.head();
    if (heard.isAfter(head) || done.isAfter(head)) {
      heard = SequencePosition.ORIGIN;
      done = SequencePosition.ORIGIN;
    }
  }

  /** Even if the keys cannot be destroyed now, nobody here is given them. */
  private void hearAll() {
    var asked = System.nanoTime();
    for (var page = after(heard); !page.isEmpty() && !closed; page = after(heard)) {
      subjects(page).forEach(keys::erased);
      heard = page.getLast().position();
    }
    keys.inTouch(asked);
  }

  private void completeAll() {
    for (var page = after(done); !page.isEmpty() && !closed; page = after(done)) {
      keeper.erase(subjects(page));
      done = page.getLast().position();
    }
  }

  private List<SequencedEvent> after(SequencePosition position) {
    return log.read(events.all(), position, PAGE_MAX);
  }

  private List<String> subjects(List<SequencedEvent> page) {
    return page.stream().flatMap(event -> events.subject(event).stream()).toList();
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
