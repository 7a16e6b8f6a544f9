package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.AppendCondition.FailIfEventsMatch;
import dev.annals.eventstore.log.postgres.BatchPlan.Recorded;
import dev.annals.eventstore.log.postgres.BatchWriter.Outcome.Refused;
import dev.annals.eventstore.log.postgres.BatchWriter.Outcome.Written;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * The committer's one connection and the statements it runs there. For the committer thread only.
 */
class BatchWriter implements AutoCloseable {

  /** How the database answered a batch. */
  sealed interface Outcome {

    /** It is durable. */
    record Written(Instant recordedAt) implements Outcome {}

    /** Nothing of it is stored. */
    enum Refused implements Outcome {
      /** Another process stands at the first position. */
      HEAD_TAKEN,
      /** A key was used before. */
      KEY_TAKEN,
      /** Rolled back through no fault of the batch, for example as a deadlock's victim. */
      TRY_AGAIN
    }
  }

  private static final String HEAD_CONSTRAINT = "event_pkey";
  private static final String KEY_CONSTRAINT = "request_pkey";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final int CATCH_UP_PAGE = 2_000;

  private final LogSessions sessions;
  private @Nullable Connection connection;
  private boolean inTurn;

  BatchWriter(LogSessions sessions) {
    this.sessions = sessions;
  }

  /** Stores a batch, and ends the turn, if this is one. */
  Outcome write(BatchPlan plan) throws SQLException {
    var append = inTurn ? EventLogSql.APPEND_IN_TURN : EventLogSql.APPEND;
    try (var statement = connection().prepareStatement(append)) {
      bindRecords(statement, plan.newRecords());
      bindEvents(statement, plan);
      statement.execute();
      inTurn = false;
      try (var rows = statement.getResultSet()) {
        rows.next();
        return new Written(instant(rows, 1));
      }
    } catch (PSQLException e) {
      var refused = refused(e);
      endTurn();
      return refused;
    }
  }

  private static Refused refused(PSQLException e) throws PSQLException {
    var state = String.valueOf(e.getSQLState());
    if (PSQLState.UNIQUE_VIOLATION.getState().equals(state)) {
      var message = e.getServerErrorMessage();
      var constraint = message == null ? null : message.getConstraint();
      if (HEAD_CONSTRAINT.equals(constraint)) {
        return Refused.HEAD_TAKEN;
      }
      if (KEY_CONSTRAINT.equals(constraint)) {
        return Refused.KEY_TAKEN;
      }
    }
    if (PSQLState.DEADLOCK_DETECTED.getState().equals(state)) {
      return Refused.TRY_AGAIN;
    }
    throw e;
  }

  /** In key order, so that two processes lock equal keys in equal order. */
  private static void bindRecords(PreparedStatement statement, Map<String, Recorded> records)
      throws SQLException {
    var sorted = new TreeMap<>(records);
    statement.setObject(1, BinaryArray.ofTexts(sorted.keySet()));
    statement.setObject(
        2,
        BinaryArray.ofTexts(sorted.values().stream().map(r -> r.record().fingerprint()).toList()));
    statement.setObject(
        3, BinaryArray.ofTexts(sorted.values().stream().map(r -> r.record().answer()).toList()));
    statement.setObject(
        4, BinaryArray.ofLongs(sorted.values().stream().mapToLong(Recorded::position).toArray()));
  }

  private static void bindEvents(PreparedStatement statement, BatchPlan plan) throws SQLException {
    var events = plan.events();
    var positions = LongStream.rangeClosed(plan.base() + 1, plan.base() + events.size());
    var occurred = events.stream().mapToLong(EncodedEvent::occurredMicros);
    statement.setObject(5, BinaryArray.ofLongs(positions.toArray()));
    statement.setObject(6, BinaryArray.ofIds(each(events, event -> event.event().id())));
    statement.setObject(7, BinaryArray.ofInstants(occurred.toArray()));
    statement.setObject(8, texts(events, event -> event.event().type()));
    statement.setObject(9, texts(events, event -> event.event().revision()));
    statement.setObject(10, texts(events, EncodedEvent::tags));
    statement.setObject(11, texts(events, event -> event.event().payload()));
    statement.setObject(12, texts(events, EncodedEvent::metadata));
  }

  private static BinaryArray texts(List<EncodedEvent> events, Function<EncodedEvent, String> text)
      throws SQLException {
    return BinaryArray.ofTexts(each(events, text));
  }

  private static <T> List<T> each(List<EncodedEvent> events, Function<EncodedEvent, T> part) {
    return events.stream().map(part).toList();
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** This very batch, if it reached the log although its acknowledgement was lost. */
  @Nullable Written find(BatchPlan plan) throws SQLException {
    if (plan.events().isEmpty()) {
      return null;
    }
    try (var statement = connection().prepareStatement(EventLogSql.SELECT_RECORDED)) {
      statement.setLong(1, plan.base() + 1);
      try (var rows = statement.executeQuery()) {
        var found = rows.next() && plan.events().getFirst().event().id().equals(rows.getObject(1));
        return found ? new Written(instant(rows, 2)) : null;
      }
    }
  }

  /** Which event stands there, if any. */
  @Nullable UUID idAt(long position) throws SQLException {
    try (var statement = connection().prepareStatement(EventLogSql.SELECT_RECORDED)) {
      statement.setLong(1, position);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getObject(1, UUID.class) : null;
      }
    }
  }

  /** Those of the keys that are recorded. */
  Map<String, Recorded> findRecords(Collection<String> keys) throws SQLException {
    return RequestRows.find(connection(), keys);
  }

  long head() throws SQLException {
    return LogHead.read(connection());
  }

  long findMatch(FailIfEventsMatch condition, long through) throws SQLException {
    return EventPages.firstMatch(
        connection(),
        condition.query(),
        condition.after().value(),
        through,
        RecentEventsInMemory.NONE);
  }

  /**
   * Adds to the tail what the log holds after the tail's head; of more than the tail can hold,
   * nothing but the head.
   *
   * @return whether there was anything
   */
  boolean readInto(LogTail tail, int max) throws SQLException {
    var before = tail.head();
    for (var isFull = readPage(tail); isFull; isFull = readPage(tail)) {
      var head = head();
      if (head - tail.head() > max) {
        tail.reset(head);
      }
    }
    return tail.head() > before;
  }

  private boolean readPage(LogTail tail) throws SQLException {
    try (var statement = connection().prepareStatement(EventLogSql.SELECT_MARKS_AFTER)) {
      statement.setLong(1, tail.head());
      statement.setInt(2, CATCH_UP_PAGE);
      try (var rows = statement.executeQuery()) {
        return addPage(rows, tail);
      }
    }
  }

  /** Whether there may be more. */
  private static boolean addPage(ResultSet rows, LogTail tail) throws SQLException {
    var read = 0;
    for (; rows.next(); read++) {
      tail.add(
          new EventMark(
              rows.getLong(1),
              rows.getObject(2, UUID.class),
              rows.getString(3),
              EventRows.tags(rows.getString(4))));
    }
    return read == CATCH_UP_PAGE;
  }

  /**
   * Waits for this process's turn, and adds to the tail what others wrote before. Until the next
   * batch is written, or {@link #endTurn}, nobody else who takes turns writes.
   *
   * @return false if the turn did not come in time
   */
  boolean beginTurn(LogTail tail, int max) throws SQLException {
    try (var statement = connection().prepareStatement(EventLogSql.BEGIN_TURN)) {
      inTurn = true;
      statement.setLong(1, tail.head());
      statement.setInt(2, CATCH_UP_PAGE);
      statement.execute();
      statement.getMoreResults();
      statement.getMoreResults();
      try (var rows = statement.getResultSet()) {
        if (addPage(rows, tail)) {
          readInto(tail, max);
        }
      }
      return true;
    } catch (PSQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        endTurn();
        return false;
      }
      throw e;
    }
  }

  boolean isInTurn() {
    return inTurn;
  }

  /** Ends the turn, if there is one, without a batch. */
  void endTurn() throws SQLException {
    if (!inTurn) {
      return;
    }
    inTurn = false;
    try (var statement = connection().createStatement()) {
      statement.execute(EventLogSql.END_TURN);
    }
  }

  private Connection connection() throws SQLException {
    var open = connection;
    if (open == null) {
      open = sessions.openWriter();
      connection = open;
    }
    return open;
  }

  /** Drops the connection; the next statement opens another. */
  @Override
  public void close() {
    Connections.closeQuietly(connection);
    connection = null;
    inTurn = false;
  }
}
