package dev.annals.eventstore.audit.postgres;

import dev.annals.eventstore.audit.archive.RestoreSession;
import dev.annals.eventstore.audit.seal.SealStep;
import dev.annals.eventstore.log.StoredEvent;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.LogSessions;
import dev.annals.eventstore.log.postgres.RestoredEvents;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/** Restores a log in its schema. The user needs to own it. */
public final class PostgresRestore implements RestoreSession {

  private final Connection connection;
  private final List<SealStep> steps = new ArrayList<>();
  private final RestoredEvents events;

  private PostgresRestore(Connection connection) {
    this.connection = connection;
    this.events = new RestoredEvents(connection);
  }

  /**
   * Begins.
   *
   * @param owner of the log's schema, which is migrated
   */
  public static PostgresRestore open(LogConnection owner) {
    return SqlWork.run(
        () -> {
          var connection = new LogSessions(owner).openRestorer();
          connection.setAutoCommit(false);
          return new PostgresRestore(connection);
        });
  }

  @Override
  public boolean takeEmptyLog() {
    return SqlWork.run(
        () -> {
          events.lock();
          return events.isEmpty() && SealRows.last(connection).size() == 0;
        });
  }

  @Override
  public void event(StoredEvent event) {
    SqlWork.run(
        () -> {
          events.add(event);
          return true;
        });
  }

  @Override
  public void seal(SealStep step) {
    steps.add(step);
  }

  @Override
  public void endOfVolume() {
    SqlWork.run(
        () -> {
          events.flush();
          SealInserts.all(connection, steps);
          steps.clear();
          return true;
        });
  }

  @Override
  public void commit() {
    SqlWork.run(
        () -> {
          connection.commit();
          return true;
        });
  }

  /** The server undoes what was not committed, also in the middle of a copy. */
  @Override
  public void close() {
    SqlWork.run(
        () -> {
          connection.close();
          return true;
        });
  }
}
