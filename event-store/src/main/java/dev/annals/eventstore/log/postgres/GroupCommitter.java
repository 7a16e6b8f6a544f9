package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.EventLogException.Overloaded;
import dev.annals.eventstore.log.EventLogException.Unavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns many concurrent appends into one commit: whatever waits while a commit is under way goes
 * into the next, first come first served. Bounded; a full queue refuses at once.
 */
final class GroupCommitter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommitter.class);
  private static final Duration IDLE_WAKE = Duration.ofMillis(200);
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(30);

  private final BlockingQueue<PendingAppend> queue;
  private final AtomicLong queuedCharacters = new AtomicLong();
  private final LongAdder refused = new LongAdder();
  private final BatchCommitter committer;
  private final LogLimits limits;
  private final Thread thread;
  private volatile boolean closing;

  GroupCommitter(String name, BatchCommitter committer, LogLimits limits) {
    this.queue = new ArrayBlockingQueue<>(limits.queueAppendsMax());
    this.committer = committer;
    this.limits = limits;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /** Looks at the log's head, so that the first append finds everything ready. */
  void start() throws SQLException {
    committer.start();
    thread.start();
  }

  /** Queues the append or completes it as overloaded or unavailable. Never blocks. */
  void submit(PendingAppend append) {
    var characters = queuedCharacters.addAndGet(append.characters());
    var alone = characters == append.characters();
    var fits = alone || characters <= limits.queueCharactersMax();
    if (!fits || !queue.offer(append)) {
      queuedCharacters.addAndGet(-append.characters());
      refused.increment();
      append
          .result()
          .completeExceptionally(
              new Overloaded("%d appends are waiting already".formatted(queue.size())));
    } else if (closing && queue.remove(append)) {
      append.result().completeExceptionally(closed());
    }
  }

  int queued() {
    return queue.size();
  }

  long refused() {
    return refused.sum();
  }

  BatchCommitter.Stored stored() {
    return committer.stored();
  }

  private void run() {
    var batch = new ArrayList<PendingAppend>();
    PendingAppend first = null;
    while (first != null || !closing || !queue.isEmpty()) {
      try {
        first = collect(first, batch);
        if (!batch.isEmpty()) {
          committer.commit(List.copyOf(batch));
        }
      } catch (InterruptedException e) {
        closing = true;
      } finally {
        batch.clear();
      }
    }
  }

  /**
   * Fills the batch with what waits once it can be written, up to its bounds.
   *
   * @param first left over from the batch before
   * @return the one that did not fit, if any
   */
  private @Nullable PendingAppend collect(@Nullable PendingAppend first, List<PendingAppend> batch)
      throws InterruptedException {
    var next = first != null ? first : poll();
    if (next != null) {
      committer.prepare();
    }
    var events = 0;
    var characters = 0L;
    while (next != null) {
      events += next.events().size();
      characters += next.characters();
      var full = events > limits.batchEventsMax() || characters > limits.batchCharactersMax();
      if ((full || batch.size() >= limits.batchEventsMax()) && !batch.isEmpty()) {
        return next;
      }
      batch.add(next);
      next = taken(queue.poll());
    }
    return null;
  }

  private @Nullable PendingAppend poll() throws InterruptedException {
    return taken(queue.poll(IDLE_WAKE.toMillis(), TimeUnit.MILLISECONDS));
  }

  private @Nullable PendingAppend taken(@Nullable PendingAppend append) {
    if (append != null) {
      queuedCharacters.addAndGet(-append.characters());
    }
    return append;
  }

  private static Unavailable closed() {
    return new Unavailable("The event log is closed", null);
  }

  /** Stores what waits, then stops. What cannot be stored in time is told so. */
  @Override
  public void close() {
    closing = true;
    try {
      if (thread.isAlive() && !thread.join(DRAIN_TIMEOUT)) {
        LOG.warn("Still not drained after {}", DRAIN_TIMEOUT);
        thread.interrupt();
        thread.join(DRAIN_TIMEOUT);
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    for (var append = queue.poll(); append != null; append = queue.poll()) {
      append.result().completeExceptionally(closed());
    }
    committer.close();
  }
}
