package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendCondition.FailIfEventsMatch;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventLogException.Unavailable;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An event log in a schema of a PostgreSQL database; see the package for how. Several processes may
 * open the same log. The user needs the log's writer role.
 */
public final class PostgresEventLog implements EventLog {

  private final PostgresEventReader reader;
  private final LogTail tail;
  private final GroupCommitter committer;
  private final TagIndexer indexer;
  private final LogNotifier notifier;

  private PostgresEventLog(LogConnection connection, LogLimits limits, LogParts parts) {
    var sessions = new LogSessions(connection);
    tail = parts.tail(limits);
    indexer = parts.indexer(sessions, tail::settledHead, limits);
    notifier = new LogNotifier(sessions);
    var batches =
        new BatchCommitter(
            "annals-acknowledger-" + connection.schema(),
            parts.writer(sessions),
            tail,
            limits,
            this::committed);
    committer = new GroupCommitter("annals-committer-" + connection.schema(), batches, limits);
    reader = PostgresEventReader.open(connection, limits, tail);
  }

  /**
   * Opens a log whose schema exists ({@link LogSchema#migrate}).
   *
   * @throws EventLogException.Unavailable if the database does not answer or holds no such log
   */
  public static PostgresEventLog open(LogConnection connection, LogLimits limits) {
    return open(connection, limits, LogParts.STANDARD);
  }

  static PostgresEventLog open(LogConnection connection, LogLimits limits, LogParts parts) {
    var log = new PostgresEventLog(connection, limits, parts);
    try {
      log.committer.start();
    } catch (SQLException e) {
      log.close();
      throw new Unavailable("Cannot open the log at " + connection + ": " + e.getMessage(), e);
    }
    log.indexer.start();
    log.notifier.start();
    return log;
  }

  private void committed(long head) {
    notifier.committed(head);
    indexer.committed(head);
  }

  @Override
  public CompletableFuture<AppendResult> append(
      List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
    requireWellFormed(events, condition, idempotency);
    var append = PendingAppend.of(List.copyOf(events), condition, idempotency);
    if (!(condition instanceof FailIfEventsMatch(var query, var after))
        || after.value() >= tail.floor()) {
      committer.submit(append);
      return append.result();
    }
    try {
      return appendAfterLookingBack(append, query, after);
    } catch (EventLogException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The condition starts before the tail: the caller's thread checks the rest in the database. */
  private CompletableFuture<AppendResult> appendAfterLookingBack(
      PendingAppend append, EventQuery query, SequencePosition after) {
    var through = tail.settledHead();
    var match = reader.findMatch(query, after.value(), through);
    if (match != LogTail.NONE) {
      return CompletableFuture.completedFuture(refused(match, append.idempotency()));
    }
    var rest = new FailIfEventsMatch(query, SequencePosition.of(Math.max(through, after.value())));
    committer.submit(append.under(rest));
    return append.result();
  }

  private static void requireWellFormed(
      List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
    if (events.size() > APPEND_EVENTS_MAX) {
      throw new IllegalArgumentException(
          "An append has at most %d events, this one has %d"
              .formatted(APPEND_EVENTS_MAX, events.size()));
    }
    var length = events.stream().mapToLong(Event::length).sum();
    if (length > APPEND_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "An append has at most %d characters, this one has %d"
              .formatted(APPEND_LENGTH_MAX, length));
    }
    if (events.isEmpty() && (idempotency == null || condition instanceof FailIfEventsMatch)) {
      throw new IllegalArgumentException(
          "An append without events stores an idempotency record, and that unconditionally");
    }
  }

  /** The key is looked at before the condition, which may be broken by the key's own first use. */
  private AppendResult refused(long match, @Nullable IdempotencyRecord idempotency) {
    var first = idempotency == null ? null : reader.findRecord(idempotency.key());
    return first == null
        ? new Conflict(SequencePosition.of(match))
        : new Duplicate(first.record(), SequencePosition.of(first.position()));
  }

  /** What came of this process's appends so far. Asks nobody. */
  public WriterWork work() {
    var stored = committer.stored();
    return new WriterWork(
        committer.queued(),
        committer.refused(),
        stored.batches(),
        stored.appends(),
        stored.events(),
        stored.lostRaces(),
        indexer.lag(),
        indexer.lagMax());
  }

  @Override
  public SequencePosition head() {
    return reader.head();
  }

  @Override
  public List<SequencedEvent> read(EventQuery query, SequencePosition after, int max) {
    return reader.read(query, after, max);
  }

  @Override
  public SequencePosition source(
      EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each) {
    return reader.source(query, after, each);
  }

  @Override
  public @Nullable SequencePosition sourceRecent(
      EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each) {
    var recent = tail.find(query, after.value(), Long.MAX_VALUE);
    if (recent == null) {
      return null;
    }
    recent.events().forEach(each);
    return SequencePosition.of(recent.through());
  }

  @Override
  public SequencePosition positionBefore(Instant instant) {
    return reader.positionBefore(instant);
  }

  @Override
  public EventSubscription subscribe(SequencePosition after) {
    return reader.subscribe(after);
  }

  /** Stores what was accepted for appending, then closes. Idempotent. */
  @Override
  public void close() {
    committer.close();
    indexer.close();
    notifier.close();
    reader.close();
  }
}
