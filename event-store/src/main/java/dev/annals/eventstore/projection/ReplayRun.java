package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.Replay.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds one replay, on a thread of its own: every event of the log up to the one wanted, and
 * nothing else. What cannot be applied fails it, with the position: an audit that passes over an
 * event proves nothing.
 */
final class ReplayRun {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayRun.class);

  /** Of an event by itself. Nobody else touches these tables, so waiting seldom helps. */
  private static final int ATTEMPTS_OF_EVENT_MAX = 3;

  private final Replay replay;
  private final Projection projection;
  private final ReadSide readSide;
  private final ReplayStore store;
  private final ProjectionProperties properties;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  private long position;
  private int batchEventsMax;
  private int attempts;

  /**
   * @param ended what to do when it is over, in any way
   */
  ReplayRun(
      Replay replay, Projection projection, ReadSide readSide, ReplayStore store, Runnable ended) {
    this.replay = replay;
    this.projection = projection;
    this.readSide = readSide;
    this.store = store;
    this.properties = readSide.properties();
    this.batchEventsMax = properties.batchEventsMax();
    this.thread =
        Thread.ofPlatform()
            .name("replay-" + replay.replay())
            .daemon(true)
            .unstarted(
                () -> {
                  try {
                    run();
                  } finally {
                    ended.run();
                  }
                });
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (stop.getCount() > 0 && moveOn()) {
        LOG.trace("Replay {} has come to {}", replay.replay(), position);
      }
    } catch (InterruptedException e) {
      // close() has lost patience; the open transaction is undone.
      Thread.currentThread().interrupt();
    }
  }

  /** Tells whether there is more to do. */
  private boolean moveOn() throws InterruptedException {
    List<ReadEvent> events = List.of();
    try {
      if (position == replay.wanted().until().value()) {
        finish();
        return false;
      }
      events = next();
      var began = System.nanoTime();
      if (!apply(events)) {
        return lookUp();
      }
      var rest = readSide.live().restAfter(Duration.ofNanos(System.nanoTime() - began));
      position = events.getLast().position();
      attempts = 0;
      batchEventsMax = Math.min(properties.batchEventsMax(), batchEventsMax * 2);
      return !stop.await(rest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable failure) {
      return recover(events, failure);
    }
  }

  private void finish() throws SQLException {
    if (DatabaseTransaction.run(
        readSide.database(), connection -> store.finish(connection, replay.replay()))) {
      LOG.info("Replay {} of {} is done", replay.replay(), replay.projection());
    }
  }

  private List<ReadEvent> next() throws InterruptedException {
    var until = replay.wanted().until().value();
    var charactersMax = properties.batchCharactersMax();
    var events = readSide.pages().after(position, batchEventsMax, charactersMax, until);
    if (!events.isEmpty()) {
      return events;
    }
    var max = (int) Math.min(batchEventsMax, until - position);
    var read = readSide.log().read(EventQuery.all(), SequencePosition.of(position), max);
    if (read.size() < max) {
      throw new IllegalStateException(
          "The log was said to reach %d, but only %d events come after %d: was it restored?"
              .formatted(until, read.size(), position));
    }
    return LogPage.of(read, position).events();
  }

  private boolean apply(List<ReadEvent> events) throws SQLException {
    var deliveries =
        events.stream()
            .filter(event -> projection.handles(event.event().event().type()))
            .map(event -> new Delivery(event, _ -> true))
            .toList();
    var to = events.getLast().position();
    return DatabaseTransaction.run(
        readSide.database(),
        connection -> {
          if (!store.advance(connection, replay.replay(), position, to)) {
            connection.rollback();
            return false;
          }
          if (!deliveries.isEmpty()) {
            projection.apply(deliveries, connection);
          }
          return true;
        });
  }

  /**
   * A commit without an answer has moved it; or it was dropped, or counted as lost.
   *
   * @return whether it is still to be built here
   */
  private boolean lookUp() throws SQLException {
    try (var connection = readSide.database().getConnection()) {
      var stored = store.position(connection, replay.replay());
      if (stored.isEmpty()) {
        LOG.info("Replay {} was ended by somebody else", replay.replay());
        return false;
      }
      position = stored.getAsLong();
      return true;
    }
  }

  private boolean recover(List<ReadEvent> events, Throwable failure) throws InterruptedException {
    var ofDatabase = ReadDatabaseFailures.isOfConnection(failure);
    if (events.size() > 1 && !ofDatabase) {
      batchEventsMax = events.size() / 2;
      return true;
    }
    var event = events.isEmpty() || ofDatabase ? null : events.getFirst();
    attempts++;
    if (attempts < attemptsMax(event)) {
      LOG.warn("Replay {} failed after position {}", replay.replay(), position, failure);
      readSide.pages().forget();
      return !stop.await(delay().toNanos(), TimeUnit.NANOSECONDS);
    }
    fail(event, failure);
    return false;
  }

  private int attemptsMax(@Nullable ReadEvent event) {
    return event == null ? properties.deadLetters().attemptsMax() : ATTEMPTS_OF_EVENT_MAX;
  }

  private Duration delay() {
    return properties.retryDelay(attempts);
  }

  private void fail(@Nullable ReadEvent event, Throwable failure) {
    LOG.error("Replay {} cannot go on after position {}", replay.replay(), position, failure);
    var cause = StatusKeeper.describe(failure);
    var failed = event == null ? null : SequencePosition.of(event.position());
    end(new Failure(cause, failed));
  }

  private void end(Failure failure) {
    try {
      DatabaseTransaction.run(
          readSide.database(),
          connection -> {
            store.end(connection, replay.replay(), failure);
            return true;
          });
    } catch (SQLException e) {
      // Without an owner that renews it, it counts as lost before long.
      LOG.warn("Replay {} cannot say that it failed: {}", replay.replay(), e.getMessage());
    }
  }

  /** Lets it end after the batch in hand, without waiting for it. */
  void requestStop() {
    stop.countDown();
  }

  /** Stops after the batch in hand. */
  void close() {
    requestStop();
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
