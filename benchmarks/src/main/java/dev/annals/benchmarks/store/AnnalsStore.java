package dev.annals.benchmarks.store;

import dev.annals.benchmarks.server.Database;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.LogSchema;
import dev.annals.eventstore.log.postgres.PostgresEventLog;
import java.util.List;
import java.util.function.Consumer;

/** Our own log, as a service opens it. */
public record AnnalsStore(EventLog log) implements Store {

  public static final String NAME = "Annals";

  /** Creates the log in an empty database, and opens it. */
  public static AnnalsStore create(Database database) {
    LogSchema.migrate(database.log());
    return open(database);
  }

  /** Opens the log of a database that has one, for instance another process's. */
  public static AnnalsStore open(Database database) {
    LogSchema.grantWriter(database.log(), database.user());
    return new AnnalsStore(PostgresEventLog.open(database.log(), LogLimits.defaults()));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long head() {
    return log.head().value();
  }

  @Override
  public long append(List<Event> events, Tag boundary, long after) {
    var condition =
        AppendCondition.failIfEventsMatch(EventQuery.tagged(boundary), SequencePosition.of(after));
    return append(events, condition);
  }

  /** Appends no matter what. */
  public long append(List<Event> events) {
    return append(events, AppendCondition.none());
  }

  private long append(List<Event> events, AppendCondition condition) {
    return switch (log.append(events, condition).join()) {
      case Appended(_, var last) -> last.value();
      case Conflict _ -> REFUSED;
      case Duplicate _ -> throw new IllegalStateException("A duplicate without a key");
    };
  }

  @Override
  public void read(long after, Consumer<? super SequencedEvent> each) {
    read(log, after, each);
  }

  /** Feeds every event after the position, in order. */
  public static void read(EventReader log, long after, Consumer<? super SequencedEvent> each) {
    var from = SequencePosition.of(after);
    while (true) {
      var page = log.read(EventQuery.all(), from, EventReader.READ_MAX);
      page.forEach(each);
      if (page.size() < EventReader.READ_MAX) {
        return;
      }
      from = page.getLast().position();
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
