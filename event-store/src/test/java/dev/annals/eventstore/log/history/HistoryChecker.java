package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.history.LogCopy.Request;
import dev.annals.eventstore.log.history.Observation.Attempt;
import dev.annals.eventstore.log.history.Observation.CaughtUp;
import dev.annals.eventstore.log.history.Observation.Delivered;
import dev.annals.eventstore.log.history.Observation.PageRead;
import dev.annals.eventstore.log.history.Observation.ReadBroke;
import dev.annals.eventstore.log.history.Observation.Sourced;
import dev.annals.eventstore.log.history.Violation.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Compares a log with what everyone saw who made it. What it proves of every append:
 *
 * <ul>
 *   <li>accepted: its events stand together where it was told, unchanged, after everything that was
 *       acknowledged before it began, and between the condition's position and them no event
 *       matches the condition's query;
 *   <li>refused: the event it was told of matches the query and lies after the condition's
 *       position, and none of its own events is in the log;
 *   <li>duplicate: its key's first use is what it was told, and none of its own events is in the
 *       log;
 *   <li>failed: none of its events is in the log; with an unknown outcome, all or none;
 * </ul>
 *
 * of every read that it returned exactly the matching events of the range it was promised, and is
 * not older than what was acknowledged before it began; and of the log that positions are 1..n, and
 * that no event is there twice, nor one that nobody appended.
 *
 * <p>Every observation is shown to it twice, first all to {@link #learn}, then all to {@link
 * #check}, those of one caller in their order. It keeps the log, not the observations.
 */
public final class HistoryChecker {

  private final Violations violations;
  private final LogCopy log;
  private final Memory memory;
  private final AttemptChecks attempts;
  private final ReadChecks reads;
  private final Tally tally = new Tally();

  private HistoryChecker(LogCopy log, Violations violations) {
    this.violations = violations;
    this.log = log;
    this.memory = new Memory(log);
    this.attempts = new AttemptChecks(log, memory, violations);
    this.reads = new ReadChecks(log, memory, violations);
  }

  /**
   * Copies the log as it is now, when all writers have ended.
   *
   * @param connection of a user who may read the tables, with the log's schema in its search path
   */
  public static HistoryChecker of(Connection connection) throws SQLException {
    var violations = new Violations();
    var copy = new LogCopy(violations);
    PlainSqlCopy.into(copy, connection);
    return new HistoryChecker(copy, violations);
  }

  /** Compares the log's index of tags with its events, too. */
  public HistoryChecker checkIndex(Connection connection) throws SQLException {
    PlainSqlCopy.checkIndex(violations, connection);
    return this;
  }

  /** For a log that was read otherwise. */
  static HistoryChecker of(Iterable<SequencedEvent> events, Map<String, Request> requests) {
    var violations = new Violations();
    var copy = new LogCopy(violations);
    for (var event : events) {
      copy.add(
          event.position().value(),
          EventPrint.of(event.event()),
          event.event().type(),
          event.event().tags());
    }
    requests.forEach(copy::addRequest);
    return new HistoryChecker(copy, violations);
  }

  /** Checks a history that fits in memory. */
  public List<Violation> check(List<? extends Observation> history) {
    history.forEach(this::learn);
    history.forEach(this::check);
    return finish();
  }

  /** Notes what the observation tells of the order of events. */
  public void learn(Observation observation) {
    if (observation instanceof Attempt attempt) {
      memory.learn(attempt);
    }
  }

  /** Checks the observation, when all have been learnt. */
  public void check(Observation observation) {
    tally.count(observation);
    switch (observation) {
      case Attempt attempt -> attempts.check(attempt);
      case Sourced sourced -> reads.check(sourced);
      case PageRead page -> reads.check(page);
      case Delivered delivered -> reads.check(delivered);
      case CaughtUp caughtUp -> reads.check(caughtUp);
      case ReadBroke broke ->
          violations.report(
              Kind.UNEXPECTED_EXCEPTION, "%s: %s".formatted(broke.call().name(), broke.why()));
    }
  }

  /** The first violations, when all has been checked; empty if there are none. */
  public List<Violation> finish() {
    attempts.finish();
    return violations.first();
  }

  /** How many violations there are, of which {@link #finish} names the first. */
  public long violationCount() {
    return violations.count();
  }

  /** How many attempts of unknown outcome turned out to be in the log. */
  public long unknownStored() {
    return attempts.unknownStored();
  }

  /** How much was checked. */
  public Tally tally() {
    return tally;
  }

  /** The log's highest position. */
  public long head() {
    return log.head();
  }
}
