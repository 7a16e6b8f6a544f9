package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.EventReader;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the segments that the process holds of one build, on a thread of its own.
 *
 * <p>A failed batch is undone and tried again, in halves as long as the database answers, until the
 * event that cannot be applied stands alone, and then by itself for each segment that it concerns.
 * The segment that fails waits, longer each time, while the others go on. When it has waited often
 * enough, the event becomes a dead letter, and so does everything later with the same ordering key,
 * and the segment goes on, too. Nothing is ever skipped.
 */
final class SegmentWorker implements Runnable, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentWorker.class);

  private final BuildRunner build;
  private final EventReader log;
  private final ProjectionProperties properties;
  private final EventFeed feed;
  private final Thread thread;

  private volatile boolean closing;
  private boolean rested = true;
  private int batchEventsMax;
  private long nextBatch;

  SegmentWorker(String threadName, BuildRunner build, ReadSide readSide) {
    this.build = build;
    this.log = readSide.log();
    this.properties = readSide.properties();
    this.feed = new EventFeed(log, readSide.pages(), properties);
    this.batchEventsMax = properties.batchEventsMax();
    this.nextBatch = System.nanoTime();
    this.thread = Thread.ofPlatform().name(threadName).daemon(true).unstarted(this);
  }

  void start() {
    thread.start();
  }

  String name() {
    return thread.getName();
  }

  /** Whether its thread has run and does not any more, though nobody asked it to end. */
  boolean hasEnded() {
    return !closing && thread.getState() == Thread.State.TERMINATED;
  }

  /** There may be something to do that it does not wait for. */
  void wake() {
    feed.wake();
  }

  @Override
  public void run() {
    try (feed) {
      while (!closing) {
        attempt();
      }
    } catch (InterruptedException e) {
      // close() has lost patience; the open transaction is undone.
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() throws InterruptedException {
    try {
      build.share().releaseUnwanted();
      var group = next();
      if (group.isPresent()) {
        rested = false;
        workOn(group.get());
      } else {
        rest();
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable failure) {
      // Also errors: a projection that dies unseen would be worse than one that complains for ever.
      feed.pause(build.failures().ofAll(failure).toNanos());
    }
  }

  private Optional<SegmentGroup> next() {
    var divided = build.workers().areFarBehind() && !build.pace().yields();
    return divided || build.workers().areLed(this)
        ? build.share().held().next(divided)
        : Optional.empty();
  }

  private void rest() throws InterruptedException {
    var max = properties.readTimeout().toNanos();
    if (build.workers().areLed(this)) {
      feed.pause(build.share().held().nanosUntilDue(max));
      return;
    }
    if (!rested) {
      // What this one leaves behind should not have to wait until the other has no more events.
      rested = true;
      build.workers().wake();
    }
    feed.pause(max);
  }

  private void workOn(SegmentGroup group) throws SQLException, InterruptedException {
    try {
      if (group.suspect()) {
        build.steps().reload(group);
      } else if (group.act() != null) {
        build.steps().tendLetters(group, group.act());
      } else {
        moveOn(group);
      }
    } catch (Throwable failure) {
      // Whether the transaction has committed may be unknown.
      build.share().held().suspect(group);
      throw failure;
    } finally {
      build.share().held().done(group);
    }
  }

  private void moveOn(SegmentGroup group) throws SQLException, InterruptedException {
    awaitNextBatch();
    var events = feed.after(group.position(), eventsMax(group), patience(group));
    build.workers().sawHead(feed.head());
    if (events.isEmpty()) {
      requireBehindTheLog(group.position());
      build.status().works();
    } else {
      apply(group, events);
    }
  }

  /** What comes meanwhile shares a transaction; whatever comes alone does not wait. */
  private void awaitNextBatch() throws InterruptedException {
    var left = nextBatch - System.nanoTime();
    if (left > 0) {
      feed.pause(left);
    }
  }

  private int eventsMax(SegmentGroup group) {
    var max = group.cautious() ? 1 : build.pace().eventsMax(batchEventsMax);
    return (int) Math.min(max, group.through() - group.position());
  }

  private Duration patience(SegmentGroup group) {
    return group.othersWait()
        ? Duration.ZERO
        : Duration.ofNanos(build.share().held().nanosUntilDue(properties.readTimeout().toNanos()));
  }

  /** A log that was set back would otherwise have its next events passed over in silence. */
  private void requireBehindTheLog(long position) {
    var head = log.head();
    if (position > head.value()) {
      throw new IllegalStateException(
          "The log ends at %s, before position %d of this projection: was the log restored?"
              .formatted(head, position));
    }
  }

  private void apply(SegmentGroup group, List<ReadEvent> events) throws SQLException {
    var began = System.nanoTime();
    nextBatch = began + build.pace().interval().toNanos();
    if (applied(group, events)) {
      batchEventsMax = Math.min(properties.batchEventsMax(), batchEventsMax * 2);
      var ended = System.nanoTime();
      nextBatch = Math.max(nextBatch, ended + build.pace().worked(began, ended).toNanos());
    }
  }

  private boolean applied(SegmentGroup group, List<ReadEvent> events) throws SQLException {
    boolean stoodThere;
    try {
      stoodThere = build.steps().apply(group, events);
    } catch (Throwable failure) {
      // Smaller batches do not bring a database back.
      if (ReadDatabaseFailures.isOfConnection(failure) || !recover(group, events, failure)) {
        throw failure;
      }
      return false;
    }
    if (!stoodThere) {
      build.steps().reload(group);
    }
    return stoodThere;
  }

  private boolean recover(SegmentGroup group, List<ReadEvent> events, Throwable failure)
      throws SQLException {
    if (events.size() > 1) {
      batchEventsMax = events.size() / 2;
      build.status().narrowing(group, failure, batchEventsMax);
      return true;
    }
    return build.failures().of(group, events.getFirst(), failure);
  }

  /** Lets the thread end after the batch in hand, without waiting for it. */
  void requestClose() {
    closing = true;
    feed.wake();
  }

  /** Stops after the batch in hand. Idempotent. */
  @Override
  public void close() {
    requestClose();
    try {
      if (!thread.join(properties.closeTimeout())) {
        LOG.warn("{} is still busy; it is told to end", thread.getName());
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
