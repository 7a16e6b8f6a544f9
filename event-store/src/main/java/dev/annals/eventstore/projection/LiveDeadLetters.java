package dev.annals.eventstore.projection;

import dev.annals.eventstore.deadletter.DeadLetter;
import dev.annals.eventstore.deadletter.DeadLetterAct;
import dev.annals.eventstore.deadletter.DeadLetterAct.Kind;
import dev.annals.eventstore.deadletter.DeadLetterAct.Request;
import dev.annals.eventstore.deadletter.DeadLetterActs;
import dev.annals.eventstore.deadletter.DeadLetterStore;
import dev.annals.eventstore.log.SequencePosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The dead letters of a projection's live build, for people. What they ask for is done by whichever
 * process holds the segment, usually within a second or two. Thread-safe.
 *
 * <p>Every method throws {@link ReadDatabaseUnavailableException} if the read database does not
 * answer.
 */
public final class LiveDeadLetters {

  /** Most letters of one page. */
  public static final int PAGE_MAX = 1_000;

  private final DataSource database;
  private final Supplier<Optional<Long>> live;

  LiveDeadLetters(DataSource database, Supplier<Optional<Long>> live) {
    this.database = database;
    this.live = live;
  }

  /** Letters in the order of their sequences, after the given one; at most {@code max}. */
  public List<DeadLetter> page(String afterKey, SequencePosition afterPosition, int max) {
    return ask(
        List.of(),
        (connection, build) ->
            new DeadLetterStore(build)
                .page(connection, afterKey, afterPosition, Math.min(max, PAGE_MAX)));
  }

  /** The first letters of a sequence. */
  public List<DeadLetter> sequence(String orderingKey, int max) {
    return ask(
        List.of(),
        (connection, build) ->
            new DeadLetterStore(build).sequence(connection, orderingKey, Math.min(max, PAGE_MAX)));
  }

  /**
   * Asks for a sequence to be applied.
   *
   * @return the act; empty if there is no such sequence
   */
  public OptionalLong redrive(String orderingKey, Request request) {
    return ask(
        OptionalLong.empty(),
        (connection, build) ->
            new DeadLetterActs(build)
                .request(connection, orderingKey, Kind.REDRIVE, null, request));
  }

  /**
   * Asks for all sequences to be applied, or the first {@value DeadLetterActs#ALL_MAX}.
   *
   * @return the acts, one for each
   */
  public List<Long> redriveAll(Request request) {
    return ask(
        List.of(),
        (connection, build) -> new DeadLetterActs(build).requestAll(connection, request));
  }

  /**
   * Asks for a letter never to be applied.
   *
   * @return the act; empty if there is no such letter
   */
  public OptionalLong evict(String orderingKey, SequencePosition position, Request request) {
    return ask(
        OptionalLong.empty(),
        (connection, build) ->
            new DeadLetterActs(build)
                .request(connection, orderingKey, Kind.EVICT, position, request));
  }

  /** What became of something asked for. */
  public Optional<DeadLetterAct> act(long act) {
    return ask(
        Optional.empty(), (connection, build) -> new DeadLetterActs(build).find(connection, act));
  }

  private interface Question<T> {
    T in(Connection connection, long build) throws SQLException;
  }

  private <T> T ask(T withoutBuild, Question<T> question) {
    var build = live.get();
    if (build.isEmpty()) {
      return withoutBuild;
    }
    try (var connection = database.getConnection()) {
      return question.in(connection, build.get());
    } catch (SQLException e) {
      throw ReadDatabaseUnavailableException.of(e);
    }
  }
}
