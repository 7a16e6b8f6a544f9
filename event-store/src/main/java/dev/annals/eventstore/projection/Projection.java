package dev.annals.eventstore.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says which events make which rows. The runtime sees to it that every event is applied exactly
 * once and, for each ordering key, in order.
 */
public interface Projection {

  /** Under which name and version progress is kept. */
  ProjectionId id();

  /**
   * Stored names of the event types that {@link #apply} gets; all others pass by. None at all means
   * every type there is, also those that are still to come.
   */
  Set<String> eventTypes();

  /** Whether {@link #apply} gets events of this type. */
  default boolean handles(String type) {
    var types = eventTypes();
    return types.isEmpty() || types.contains(type);
  }

  /**
   * The key of the tag whose values order the work, for example {@code accountId}. Events of
   * different values may then be applied by different processes, in any order.
   *
   * @return empty if all events must be applied one after the other
   */
  Optional<String> orderedBy();

  /**
   * Least time from the beginning of one batch to that of the next, if longer than what the service
   * is set to: for a view that need not be so fresh, and costs less then.
   */
  default Duration batchInterval() {
    return Duration.ZERO;
  }

  /**
   * Names of projections that nobody runs any more, since this one does their work. Their builds
   * are dropped in the transaction in which reads see this one's tables.
   */
  default Set<String> replaces() {
    return Set.of();
  }

  /**
   * The statements that create this version's tables, without a schema: each build gets its own.
   */
  String tables();

  /**
   * How to tell from the view's rows what they were before: all tables of {@link #tables}, or none
   * if one of them forgets what it held.
   *
   * @return empty if the rows cannot tell; the view can then not be compared with a replay
   */
  List<PastTable> pastTables();

  /**
   * Writes the rows of a whole batch, in few statements.
   *
   * <p>MUST write through {@code readDatabase} only, and MUST NOT commit, roll back or close it:
   * its transaction also holds the progress. Names tables without a schema. Writes only rows of
   * ordering keys that a delivery {@link Delivery#owns owns}: rows of other keys are somebody
   * else's. Whatever it throws undoes the batch, which then comes again, perhaps cut into smaller
   * ones; so it keeps no state of its own. Several threads may call it at once.
   *
   * @param deliveries in position order, at least one, all of {@link #eventTypes}
   */
  void apply(List<Delivery> deliveries, Connection readDatabase) throws SQLException;
}
