package dev.annals.eventstore.projection;

import dev.annals.eventstore.deadletter.DeadLetter;
import dev.annals.eventstore.deadletter.DeadLetterAct;
import dev.annals.eventstore.deadletter.DeadLetterAct.Kind;
import dev.annals.eventstore.deadletter.DeadLetterAct.Outcome;
import dev.annals.eventstore.deadletter.DeadLetterActs;
import dev.annals.eventstore.deadletter.DeadLetterStore;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Does what was asked for about dead letters, a bounded part at a time, in transactions that hold
 * the segment as those do that apply events.
 */
final class LetterTurn {

  private static final int LETTERS_MAX = 100;

  private final Projection projection;
  private final BatchTransaction transaction;
  private final DeadLetterStore letters;
  private final DeadLetterActs acts;
  private final BlockedKeys blocked;
  private final EventReader log;

  LetterTurn(
      Projection projection,
      BatchTransaction transaction,
      ProjectionBuild build,
      BlockedKeys blocked,
      EventReader log) {
    this.projection = projection;
    this.transaction = transaction;
    this.letters = new DeadLetterStore(build.build());
    this.acts = new DeadLetterActs(build.build());
    this.blocked = blocked;
    this.log = log;
  }

  /** How far a turn came. */
  enum Turn {
    ACT_GOES_ON,
    ACT_IS_OVER,
    /** The segment is somebody else's, or stands elsewhere. */
    NOT_MINE
  }

  Turn take(SegmentGroup group, DeadLetterAct act) throws SQLException {
    return act.kind() == Kind.EVICT ? evict(group, act) : redrive(group, act, LETTERS_MAX);
  }

  private Turn evict(SegmentGroup group, DeadLetterAct act) throws SQLException {
    var position = act.position();
    var evicted = position == null ? List.<SequencePosition>of() : List.of(position);
    return run(
        group,
        act,
        connection -> {
          var count = letters.delete(connection, keyOf(act), evicted);
          return finish(connection, act, count, count == 0 ? Outcome.GONE : Outcome.DONE);
        });
  }

  private Turn redrive(SegmentGroup group, DeadLetterAct act, int max) throws SQLException {
    try {
      return run(group, act, connection -> redriveSome(connection, act, max));
    } catch (LetterFailedException failed) {
      return failed.letters.size() > 1
          ? redrive(group, act, failed.letters.size() / 2)
          : giveUp(group, act, failed);
    }
  }

  private Turn redriveSome(Connection connection, DeadLetterAct act, int max) throws SQLException {
    var some = letters.sequence(connection, keyOf(act), max);
    if (!some.isEmpty()) {
      apply(connection, act, some);
      letters.delete(connection, keyOf(act), some.stream().map(DeadLetter::position).toList());
    }
    if (some.size() == max) {
      acts.countDone(connection, act, some.size());
      return Turn.ACT_GOES_ON;
    }
    var nothing = some.isEmpty() && act.lettersDone() == 0;
    return finish(connection, act, some.size(), nothing ? Outcome.GONE : Outcome.DONE);
  }

  private void apply(Connection connection, DeadLetterAct act, List<DeadLetter> some)
      throws SQLException {
    var deliveries = new ArrayList<Delivery>(some.size());
    for (var letter : some) {
      deliveries.add(new Delivery(read(letter.position()), keyOf(act)::equals));
    }
    try {
      projection.apply(deliveries, connection);
    } catch (Throwable failure) {
      if (ReadDatabaseFailures.isOfConnection(failure)) {
        throw failure;
      }
      throw new LetterFailedException(some, failure);
    }
  }

  private ReadEvent read(SequencePosition position) {
    var before = SequencePosition.of(position.value() - 1);
    return new ReadEvent(log.read(EventQuery.all(), before, 1).getFirst());
  }

  private Turn giveUp(SegmentGroup group, DeadLetterAct act, LetterFailedException failed)
      throws SQLException {
    var letter = failed.letters.getFirst();
    var cause = StatusKeeper.describe(failed.reason);
    return run(
        group,
        act,
        connection -> {
          letters.failedAgain(connection, letter, cause);
          acts.finish(
              connection,
              act,
              Outcome.FAILED,
              "Position %s failed again: %s".formatted(letter.position(), cause));
          return Turn.ACT_IS_OVER;
        });
  }

  private Turn finish(Connection connection, DeadLetterAct act, int count, Outcome outcome)
      throws SQLException {
    acts.countDone(connection, act, count);
    acts.finish(connection, act, outcome, null);
    return Turn.ACT_IS_OVER;
  }

  private interface Part {
    Turn in(Connection connection) throws SQLException;
  }

  /** Unblocks the key once the transaction that took its last letter has committed. */
  private Turn run(SegmentGroup group, DeadLetterAct act, Part part) throws SQLException {
    var done =
        transaction.run(
            group,
            group.position(),
            Durability.DURABLE,
            connection -> {
              var turn = isOver(connection, act) ? Turn.ACT_IS_OVER : part.in(connection);
              return new Done(turn, letters.sequence(connection, keyOf(act), 1).isEmpty());
            });
    if (done.filter(Done::wasLast).isPresent()) {
      blocked.remove(act.target().segment(), keyOf(act));
    }
    return done.map(Done::turn).orElse(Turn.NOT_MINE);
  }

  /**
   * What a transaction did.
   *
   * @param wasLast whether no letter of the sequence is left
   */
  private record Done(Turn turn, boolean wasLast) {}

  /** It may have been assigned from a look at the table that was a little old. */
  private boolean isOver(Connection connection, DeadLetterAct act) throws SQLException {
    return acts.find(connection, act.act()).map(DeadLetterAct::outcome).isPresent();
  }

  private static String keyOf(DeadLetterAct act) {
    return act.target().orderingKey();
  }

  /** Undoes the transaction in which letters could not be applied. */
  private static final class LetterFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<DeadLetter> letters;
    private final Throwable reason;

    LetterFailedException(List<DeadLetter> letters, Throwable reason) {
      super(reason);
      this.letters = letters;
      this.reason = reason;
    }
  }
}
