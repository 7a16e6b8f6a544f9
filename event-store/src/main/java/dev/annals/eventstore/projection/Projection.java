package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Says which events make which rows. The {@link ProjectionRunner} sees to it that every event is
 * applied exactly once and in order.
 */
public interface Projection {

  /** Under which name and version progress is kept. */
  ProjectionId id();

  /** Stored names of the event types that {@link #apply} gets; all others pass by. */
  Set<String> eventTypes();

  /**
   * Writes the rows of a whole batch, in few statements.
   *
   * <p>MUST write through {@code readDatabase} only, and MUST NOT commit, roll back or close it:
   * its transaction also holds the progress. Names tables without a schema, so that a rebuild can
   * be sent elsewhere. Whatever it throws undoes the batch, which then comes again, perhaps cut
   * into smaller ones; so it keeps no state of its own.
   *
   * @param events in position order, at least one, all of {@link #eventTypes}
   */
  void apply(List<SequencedEvent> events, Connection readDatabase) throws SQLException;
}
