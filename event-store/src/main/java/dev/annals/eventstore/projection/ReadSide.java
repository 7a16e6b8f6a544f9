package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.EventReader;
import java.time.Clock;
import javax.sql.DataSource;

/**
 * What all projections of a process share.
 *
 * @param live what the process does for reads
 * @param instance the name of this process, unlike that of any other
 */
record ReadSide(
    EventReader log,
    LogPages pages,
    DataSource database,
    ProjectionProperties properties,
    Clock clock,
    LiveWork live,
    String instance) {

  /** For work that reads other parts of the log, and must not push out what the others read. */
  ReadSide apart() {
    return new ReadSide(log, new LogPages(log), database, properties, clock, live, instance);
  }
}
