package dev.annals.eventstore.projection;

import dev.annals.eventstore.projection.Replay.Failure;
import dev.annals.eventstore.projection.ReplayComparison.Incomparable;
import dev.annals.eventstore.projection.ReplayComparison.Obstacle;
import dev.annals.eventstore.projection.ReplayStart.Started;
import dev.annals.eventstore.projection.ReplayStart.TooManyKept;
import dev.annals.eventstore.projection.ReplayStart.TooManyRunning;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds views from the log alone up to one position, each in tables of its own, for whoever wants
 * to look at the past or to check what serves. Nothing that serves is touched. Also drops those
 * whose time is over and those whose process died, whoever began them. Thread-safe.
 *
 * <p>Methods that ask the read database throw {@link ReadDatabaseUnavailableException} if it does
 * not answer.
 */
public final class Replays implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

  /** For those who read the tables that are to be dropped. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Whoever waits here renews no lease meanwhile. */
  private static final Duration PATIENCE_IN_PASSING = Duration.ofMillis(100);

  private static final Failure LOST = new Failure("The process that built it is gone", null);
  private static final Failure STOPPED = new Failure("The process that built it was stopped", null);
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String QUERY_CANCELED = "57014";

  private final Map<ProjectionId, Projection> projections = new LinkedHashMap<>();
  private final ReadSide readSide;
  private final ReplayProperties properties;
  private final ReplayStore store;
  private final ReplayComparisons comparisons;
  private final Semaphore places;
  private final Map<Long, ReplayRun> runs = new ConcurrentHashMap<>();
  private CountDownLatch closing = new CountDownLatch(0);

  Replays(List<Projection> projections, ReadSide readSide, ReplayProperties properties) {
    projections.forEach(each -> this.projections.put(each.id(), each));
    this.readSide = readSide;
    this.properties = properties;
    this.store = new ReplayStore(readSide.instance(), readSide.properties().segments().lease());
    this.comparisons = new ReplayComparisons(readSide.database(), properties.compareTimeout());
    this.places = new Semaphore(properties.runningMax());
  }

  /** Begins to look after those that there are. May be called again after {@link #close}. */
  public synchronized void start() {
    closing = new CountDownLatch(1);
    var closed = closing;
    Thread.ofPlatform().name("replays").daemon(true).start(() -> tendUntil(closed));
  }

  private void tendUntil(CountDownLatch closed) {
    var interval = readSide.properties().segments().renewInterval();
    try {
      while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
        tend();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tend() {
    try {
      if (!runs.isEmpty()) {
        try (var connection = readSide.database().getConnection()) {
          store.renew(connection, runs.keySet());
        }
      }
      dropOverdue();
    } catch (Throwable e) {
      // Also errors: nobody else renews the leases of this process.
      LOG.debug("Cannot tend replays", e);
    }
  }

  private void dropOverdue() throws SQLException {
    var last = 0L;
    for (var i = 0; i < properties.keptMax(); i++) {
      var overdue = dropOverdue(last);
      if (overdue.isEmpty()) {
        return;
      }
      last = overdue.get().replay();
    }
  }

  private Optional<ReplayStore.Overdue> dropOverdue(long after) throws SQLException {
    return DatabaseTransaction.run(
        readSide.database(),
        connection -> {
          DatabaseTransaction.setPatience(connection, PATIENCE_IN_PASSING);
          var overdue = store.overdue(connection, after);
          if (overdue.isPresent()) {
            dropUnlessInUse(connection, overdue.get());
          }
          return overdue;
        });
  }

  private void dropUnlessInUse(Connection connection, ReplayStore.Overdue overdue)
      throws SQLException {
    var before = connection.setSavepoint();
    try {
      store.end(connection, overdue.replay(), overdue.lost() ? LOST : null);
      LOG.info(
          "Replay {} is dropped: {}",
          overdue.replay(),
          overdue.lost() ? LOST.cause() : "its time is over");
    } catch (SQLException e) {
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback(before);
      LOG.debug("Replay {} is read right now, and so is dropped later", overdue.replay());
    }
  }

  /**
   * Begins a replay.
   *
   * @throws IllegalArgumentException if the process has no such projection, or the log does not
   *     reach that far
   */
  public ReplayStart begin(ReplayRequest request) {
    var projection = projections.get(request.projection());
    if (projection == null) {
      throw new IllegalArgumentException("There is no projection " + request.projection());
    }
    if (request.wanted().until().isAfter(readSide.log().head())) {
      throw new IllegalArgumentException(
          "The log does not reach position " + request.wanted().until());
    }
    if (!places.tryAcquire()) {
      return new TooManyRunning(properties.runningMax());
    }
    var begun = Optional.<Replay>empty();
    try {
      begun =
          transact(
              connection -> store.create(connection, projection, request, properties.keptMax()));
    } finally {
      if (begun.isEmpty()) {
        places.release();
      }
    }
    begun.ifPresent(replay -> run(replay, projection));
    return begun.<ReplayStart>map(Started::new).orElse(new TooManyKept(properties.keptMax()));
  }

  private void run(Replay replay, Projection projection) {
    var run = new ReplayRun(replay, projection, readSide, store, () -> ended(replay.replay()));
    runs.put(replay.replay(), run);
    run.start();
  }

  private void ended(long replay) {
    runs.remove(replay);
    places.release();
    if (runs.isEmpty()) {
      readSide.pages().forget();
    }
  }

  /** One that there is or was. */
  public Optional<Replay> find(long replay) {
    return transact(connection -> store.find(connection, replay));
  }

  /**
   * Those that there are or were, newest first.
   *
   * @param before exclusive; {@link Long#MAX_VALUE} for the first page
   */
  public List<Replay> page(long before, int max) {
    return transact(connection -> store.page(connection, before, max));
  }

  /** Drops a replay's tables, whether it is done or not. */
  public ReplayDrop drop(long replay) {
    try {
      return DatabaseTransaction.run(
          readSide.database(),
          connection -> {
            DatabaseTransaction.setPatience(connection, PATIENCE);
            store.end(connection, replay, null);
            return store.find(connection, replay).isPresent()
                ? ReplayDrop.DONE
                : ReplayDrop.NO_SUCH_REPLAY;
          });
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return ReplayDrop.IN_USE;
      }
      throw ReadDatabaseUnavailableException.of(e);
    }
  }

  /** Compares a replay, row by row, with what serves as of the same position. */
  public ReplayComparison compare(Replay replay) {
    var projection = projections.get(replay.projection());
    if (projection == null) {
      throw new IllegalArgumentException("There is no projection " + replay.projection());
    }
    try {
      return comparisons.compare(replay, projection.pastTables());
    } catch (SQLException e) {
      if (QUERY_CANCELED.equals(e.getSQLState())) {
        return new Incomparable(Obstacle.TOOK_TOO_LONG, replay.wanted().until());
      }
      throw ReadDatabaseUnavailableException.of(e);
    }
  }

  private <T> T transact(DatabaseTransaction.Work<T> work) {
    try {
      return DatabaseTransaction.run(readSide.database(), work);
    } catch (SQLException e) {
      throw ReadDatabaseUnavailableException.of(e);
    }
  }

  /** Stops those under way, which have failed then. */
  @Override
  public synchronized void close() {
    closing.countDown();
    var running = List.copyOf(runs.values());
    running.forEach(ReplayRun::requestStop);
    running.forEach(ReplayRun::close);
    if (!running.isEmpty()) {
      failStopped();
    }
  }

  private void failStopped() {
    try {
      for (var i = 0; i < properties.runningMax(); i++) {
        DatabaseTransaction.run(
            readSide.database(),
            connection -> {
              var running = store.running(connection);
              if (running.isPresent()) {
                store.end(connection, running.getAsLong(), STOPPED);
              }
              return running;
            });
      }
    } catch (SQLException e) {
      LOG.warn("Replays under way are left to be found: {}", e.getMessage());
    }
  }
}
