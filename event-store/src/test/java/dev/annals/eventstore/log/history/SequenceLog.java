package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendCondition.FailIfEventsMatch;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventLogException.Unavailable;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The log that everybody writes first: a transaction for each append, positions from a sequence.
 * Readers skip what commits late; what rolls back leaves a gap. It knows no keys.
 */
final class SequenceLog implements EventLog {

  private static final Duration THINKING_MAX = Duration.ofMillis(5);
  private static final int ROLLBACK_ONE_IN = 10;

  private final DataSource database;
  private final boolean rollsBack;

  private SequenceLog(DataSource database, boolean rollsBack) {
    this.database = database;
    this.rollsBack = rollsBack;
  }

  /** An empty one in a database that is empty. */
  static SequenceLog create(DataSource database, boolean rollsBack) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(SequenceLogRows.CREATE);
    }
    return new SequenceLog(database, rollsBack);
  }

  @Override
  public CompletableFuture<AppendResult> append(
      List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      return CompletableFuture.completedFuture(append(connection, events, condition));
    } catch (SQLException e) {
      return CompletableFuture.failedFuture(new Unavailable("The database refused", e));
    }
  }

  private AppendResult append(Connection connection, List<Event> events, AppendCondition condition)
      throws SQLException {
    if (condition instanceof FailIfEventsMatch(var query, var after)) {
      var match = SequenceLogRows.readAll(connection, query, after.value());
      if (!match.isEmpty()) {
        return new Conflict(match.getFirst().position());
      }
    }
    var last = 0L;
    for (var event : events) {
      last = SequenceLogRows.insert(connection, event);
    }
    var random = ThreadLocalRandom.current();
    LockSupport.parkNanos(random.nextLong(THINKING_MAX.toNanos()));
    if (rollsBack && random.nextInt(ROLLBACK_ONE_IN) == 0) {
      throw new SQLException("Rolled back, as happens");
    }
    connection.commit();
    return new Appended(SequencePosition.of(last - events.size() + 1), SequencePosition.of(last));
  }

  private List<SequencedEvent> readAll(EventQuery query, long after) {
    try (var connection = database.getConnection()) {
      return SequenceLogRows.readAll(connection, query, after);
    } catch (SQLException e) {
      throw new Unavailable("The database refused", e);
    }
  }

  @Override
  public SequencePosition head() {
    var all = readAll(EventQuery.all(), 0);
    return all.isEmpty() ? SequencePosition.ORIGIN : all.getLast().position();
  }

  @Override
  public List<SequencedEvent> read(EventQuery query, SequencePosition after, int max) {
    return readAll(query, after.value()).stream().limit(max).toList();
  }

  @Override
  public SequencePosition source(
      EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each) {
    var all = readAll(EventQuery.all(), 0);
    all.stream()
        .filter(event -> event.position().isAfter(after))
        .filter(event -> query.matches(event.event().type(), event.event().tags()))
        .forEach(each);
    return all.isEmpty() ? SequencePosition.ORIGIN : all.getLast().position();
  }

  @Override
  public SequencePosition positionBefore(Instant instant) {
    throw new IllegalStateException("No writer asks for it");
  }

  @Override
  public EventSubscription subscribe(SequencePosition after) {
    return new PollingSubscription(this, after);
  }

  @Override
  public void close() {}

  /** Remembers the highest position it has seen, and never looks back. */
  private static final class PollingSubscription implements EventSubscription {

    private final EventLog log;
    private SequencePosition position;

    PollingSubscription(EventLog log, SequencePosition position) {
      this.log = log;
      this.position = position;
    }

    @Override
    public List<SequencedEvent> next(int max, Duration timeout) {
      var events = log.read(EventQuery.all(), position, max);
      position = events.isEmpty() ? position : events.getLast().position();
      return events;
    }

    @Override
    public SequencePosition position() {
      return position;
    }

    @Override
    public void close() {}
  }
}
