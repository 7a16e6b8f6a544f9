package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one projection up with the log, on a thread of its own.
 *
 * <p>Rows and progress commit in one transaction, and the progress is moved by a compare-and-set.
 * So each event is applied exactly once, whatever fails at whatever moment, and however many
 * processes run the same projection on the same database.
 *
 * <p>A failed batch is undone and tried again, in halves as long as the database answers, so that
 * everything before the event that cannot be applied gets through and the status points at that
 * event. Nothing is ever skipped.
 */
public final class ProjectionRunner implements ProjectionProgress, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProjectionRunner.class);

  private final Projection projection;
  private final EventReader log;
  private final ProjectionProperties properties;
  private final BatchTransaction transaction;
  private final StatusKeeper status;
  private final Waiters waiters;

  private volatile CountDownLatch closing = new CountDownLatch(0);
  private volatile @Nullable EventFeed feed;
  private @Nullable Thread thread;

  /** Only the projection's thread uses these two. */
  private int batchEventsMax;

  private int eventsTried;

  public ProjectionRunner(
      Projection projection,
      EventReader log,
      DataSource readDatabase,
      ProjectionProperties properties,
      Clock clock) {
    this.projection = projection;
    this.log = log;
    this.properties = properties;
    this.transaction = new BatchTransaction(projection, readDatabase);
    this.status = new StatusKeeper(projection.id(), clock);
    this.waiters = new Waiters(properties.waitersMax());
    this.batchEventsMax = properties.batchEventsMax();
  }

  public ProjectionId id() {
    return projection.id();
  }

  public ProjectionStatus status() {
    return status.current();
  }

  /** How many events lie before the projection. Asks the log. */
  public long lagEvents() {
    return Math.max(0, log.head().value() - position().value());
  }

  @Override
  public SequencePosition position() {
    return waiters.position();
  }

  @Override
  public boolean awaitPosition(SequencePosition position, Duration timeout)
      throws InterruptedException {
    return waiters.awaitPosition(position, timeout);
  }

  /**
   * Starts the projection's thread. May be called again after {@link #close}.
   *
   * @throws IllegalStateException if it runs already, or the read database cannot be used
   */
  public synchronized void start() {
    if (thread != null) {
      throw new IllegalStateException("Projection %s runs already".formatted(id()));
    }
    try {
      transaction.createToken();
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Projection %s cannot use its read database: %s".formatted(id(), e.getMessage()), e);
    }
    closing = new CountDownLatch(1);
    thread =
        Thread.ofPlatform()
            .name("projection-" + id().name())
            .daemon(true)
            .start(this::runUntilClosed);
  }

  private void runUntilClosed() {
    try {
      while (!isClosing()) {
        attempt();
      }
    } catch (InterruptedException e) {
      // close() has lost patience; the open transaction is undone.
      Thread.currentThread().interrupt();
    } finally {
      status.stopped();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void attempt() throws InterruptedException {
    eventsTried = 0;
    try {
      follow();
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable failure) {
      // Also errors: a projection that dies unseen would be worse than one that complains for ever.
      recover(failure);
    }
  }

  private void recover(Throwable failure) throws InterruptedException {
    if (eventsTried > 1 && !isConnectionFailure(failure)) {
      batchEventsMax = eventsTried / 2;
      status.narrowing(failure, batchEventsMax);
      return;
    }
    var delay = properties.retryDelay(status.failed(failure));
    if (closing.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.debug("Projection {} closes while it waits to try again", id());
    }
  }

  /** Smaller batches do not bring a database back. */
  private static boolean isConnectionFailure(Throwable failure) {
    if (failure instanceof SQLTransientConnectionException) {
      return true;
    }
    var state = failure instanceof SQLException e ? e.getSQLState() : null;
    return state != null
        && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57"));
  }

  private void follow() throws SQLException, InterruptedException {
    standAt(transaction.token());
    requireBehindTheLog();
    try (var events =
        EventFeed.open("projection-feed-" + id().name(), log, position(), properties)) {
      feed = events;
      while (!isClosing()) {
        var batch = events.take(batchEventsMax);
        if (batch.isEmpty()) {
          requireBehindTheLog();
          status.caughtUp();
        }
        var rest = after(position(), batch);
        while (!rest.isEmpty()) {
          advance(rest);
          rest = after(position(), rest);
        }
      }
    } finally {
      feed = null;
    }
  }

  /** A log that was set back would otherwise have its next events passed over in silence. */
  private void requireBehindTheLog() {
    var head = log.head();
    if (position().isAfter(head)) {
      throw new IllegalStateException(
          "The log ends at %s, before position %s of this projection: was the log restored?"
              .formatted(head, position()));
    }
  }

  private void advance(List<SequencedEvent> events) throws SQLException {
    eventsTried = events.size();
    var from = position();
    var to = events.getLast().position();
    if (to.value() - from.value() != events.size()) {
      throw new IllegalStateException(
          "The log has no gaps, and yet %d events lead from position %s to %s"
              .formatted(events.size(), from, to));
    }
    var handled = handled(events);
    if (transaction.apply(from, to, handled)) {
      waiters.reach(to);
      status.advanced(to, handled.size());
      batchEventsMax = Math.min(properties.batchEventsMax(), batchEventsMax * 2);
    } else {
      catchUpWithOthers(from);
    }
    eventsTried = 0;
  }

  private List<SequencedEvent> handled(List<SequencedEvent> events) {
    var types = projection.eventTypes();
    return events.stream().filter(event -> types.contains(event.event().type())).toList();
  }

  /** Another process has moved the token, and has written the rows that go with it. */
  private void catchUpWithOthers(SequencePosition from) throws SQLException {
    var token = transaction.token();
    if (!token.isAfter(from)) {
      standAt(token);
      throw new IllegalStateException(
          "The tracking token went back from %s to %s: was the read database restored?"
              .formatted(from, token));
    }
    standAt(token);
  }

  private void standAt(SequencePosition token) {
    waiters.reach(token);
    status.standsAt(token);
  }

  private static List<SequencedEvent> after(
      SequencePosition position, List<SequencedEvent> events) {
    return events.stream().filter(event -> event.position().isAfter(position)).toList();
  }

  /** Lets the thread end after the batch in hand, without waiting for it. */
  void requestClose() {
    closing.countDown();
    var open = feed;
    if (open != null) {
      open.stop();
    }
  }

  /** Stops after the batch in hand. Idempotent. */
  @Override
  public synchronized void close() {
    requestClose();
    var running = thread;
    thread = null;
    if (running != null) {
      join(running);
    }
  }

  private void join(Thread running) {
    try {
      if (!running.join(properties.closeTimeout())) {
        LOG.warn(
            "Projection {} is still busy after {}; its thread is told to end",
            id(),
            properties.closeTimeout());
        running.interrupt();
      }
    } catch (InterruptedException e) {
      running.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
