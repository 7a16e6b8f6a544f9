package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.AppendCondition.FailIfEventsMatch;
import dev.annals.eventstore.log.SequencedEvent;
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
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
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
  private static final int TEXT_COLUMNS = 5;

  private final LogSessions sessions;
  private @Nullable Connection connection;
  private boolean inTurn;

  BatchWriter(LogSessions sessions) {
    this.sessions = sessions;
  }

  Outcome write(BatchPlan plan) throws SQLException {
    try (var statement = connection().prepareStatement(EventLogSql.APPEND)) {
      bindRecords(statement, plan.newRecords());
      bindEvents(statement, plan);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return new Written(instant(rows, 1));
      }
    } catch (PSQLException e) {
      return refused(e);
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
    setTexts(statement, 1, sorted.keySet());
    setTexts(statement, 2, sorted.values().stream().map(r -> r.record().fingerprint()).toList());
    setTexts(statement, 3, sorted.values().stream().map(r -> r.record().answer()).toList());
    setLongs(statement, 4, sorted.values().stream().mapToLong(Recorded::position).toArray());
  }

  private static void bindEvents(PreparedStatement statement, BatchPlan plan) throws SQLException {
    var events = plan.events();
    var size = events.size();
    var positions = new long[size];
    var ids = new UUID[size];
    var micros = new long[size];
    var texts = new String[TEXT_COLUMNS][size];
    for (var i = 0; i < size; i++) {
      var event = events.get(i);
      positions[i] = plan.base() + 1 + i;
      ids[i] = event.event().id();
      micros[i] = event.occurredMicros();
      texts[0][i] = event.event().type();
      texts[1][i] = event.event().revision();
      texts[2][i] = event.tags();
      texts[3][i] = event.event().payload();
      texts[4][i] = event.metadata();
    }
    setLongs(statement, 5, positions);
    statement.setArray(6, statement.getConnection().createArrayOf("uuid", ids));
    setLongs(statement, 7, micros);
    for (var column = 0; column < TEXT_COLUMNS; column++) {
      setTexts(statement, 8 + column, texts[column]);
    }
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
    for (var page = pageAfter(before); ; page = pageAfter(tail.head())) {
      page.forEach(tail::add);
      if (page.size() < CATCH_UP_PAGE) {
        return tail.head() > before;
      }
      var head = head();
      if (head - tail.head() > max) {
        tail.reset(head);
      }
    }
  }

  private List<SequencedEvent> pageAfter(long position) throws SQLException {
    return EventPages.readAll(connection(), position, CATCH_UP_PAGE);
  }

  /**
   * Waits for this process's turn. Until {@link #endTurn} nobody else who takes turns writes.
   *
   * @return false if the turn did not come in time
   */
  boolean beginTurn() throws SQLException {
    try (var statement = connection().prepareStatement(EventLogSql.BEGIN_TURN)) {
      statement.execute();
      inTurn = true;
      return true;
    } catch (PSQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  boolean isInTurn() {
    return inTurn;
  }

  /** Ends the turn, if there is one. */
  void endTurn() throws SQLException {
    if (!inTurn) {
      return;
    }
    inTurn = false;
    try (var statement = connection().prepareStatement(EventLogSql.END_TURN)) {
      statement.execute();
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

  private static void setTexts(PreparedStatement statement, int index, Collection<String> texts)
      throws SQLException {
    setTexts(statement, index, texts.toArray(String[]::new));
  }

  private static void setTexts(PreparedStatement statement, int index, String[] texts)
      throws SQLException {
    statement.setArray(index, statement.getConnection().createArrayOf("text", texts));
  }

  private static void setLongs(PreparedStatement statement, int index, long[] longs)
      throws SQLException {
    statement.setArray(
        index, statement.getConnection().unwrap(PGConnection.class).createArrayOf("int8", longs));
  }
}
