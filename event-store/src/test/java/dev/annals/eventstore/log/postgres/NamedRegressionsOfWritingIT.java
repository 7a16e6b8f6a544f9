package dev.annals.eventstore.log.postgres;

import static dev.annals.eventstore.log.AppendCondition.failIfEventsMatch;
import static dev.annals.eventstore.log.AppendCondition.none;
import static dev.annals.eventstore.log.SequencePosition.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cases in which other logs on PostgreSQL accept what a condition forbids or refuse what it
 * allows: unequal queries, equal appends at the same moment, appends of one commit.
 */
@Timeout(90)
class NamedRegressionsOfWritingIT {

  private static final Tag X = Tag.of("entity", "x");
  private static final Tag Y = Tag.of("entity", "y");
  private static final EventQuery TAGGED_X = EventQuery.tagged(X);
  private static final EventQuery TAGGED_X_AND_Y =
      EventQuery.anyOf(new EventQuery.Item(Set.of(), Set.of(X, Y)));
  private static final EventQuery OF_TYPE_T_OR_TAGGED_Y =
      EventQuery.anyOf(
          new EventQuery.Item(Set.of("test.T"), Set.of()),
          new EventQuery.Item(Set.of(), Set.of(Y)));
  private static final int EQUAL_APPENDS = 32;

  private final TestLog testLog = TestLog.create();
  private final TestEvents events = new TestEvents();

  private Event event(String type, String tags) {
    return events.of(
        type,
        Set.of("x", "y").stream()
            .filter(tags::contains)
            .map(v -> Tag.of("entity", v))
            .toArray(Tag[]::new));
  }

  private static Appended appendedAt(long position) {
    return new Appended(SequencePosition.of(position), SequencePosition.of(position));
  }

  private static Conflict conflictAt(long position) {
    return new Conflict(SequencePosition.of(position));
  }

  /**
   * Which of the queries an event contradicts, for every kind of event: told by the log that
   * appended it, by one that has yet to hear of it, by one opened later, and within one commit.
   */
  @ParameterizedTest(name = "an event of {0} tagged {1}")
  @CsvSource({
    // type,    tags, x,    x and y, T or y
    "test.T, -,   false, false, true",
    "test.T, x,   true,  false, true",
    "test.T, y,   false, false, true",
    "test.T, x y, true,  true,  true",
    "test.U, -,   false, false, false",
    "test.U, x,   true,  false, false",
    "test.U, y,   false, false, true",
    "test.U, x y, true,  true,  true"
  })
  void overlapping_but_unequal_queries_refuse_exactly_what_they_must(
      String type, String tags, boolean x, boolean xAndY, boolean typeOrY) throws SQLException {
    try (var one = testLog.open();
        var two = testLog.open()) {
      append(one, none(), events.bare("test.Before")).join();
      append(one, none(), event(type, tags)).join();
      try (var forgetful = testLog.open()) {
        for (var log : List.of(one, two, forgetful)) {
          assertRefuses(x, TAGGED_X, log);
          assertRefuses(xAndY, TAGGED_X_AND_Y, log);
          assertRefuses(typeOrY, OF_TYPE_T_OR_TAGGED_Y, log);
        }
      }
      assertRefusesInOneCommit(x, TAGGED_X, one, event(type, tags));
      assertRefusesInOneCommit(xAndY, TAGGED_X_AND_Y, one, event(type, tags));
      assertRefusesInOneCommit(typeOrY, OF_TYPE_T_OR_TAGGED_Y, one, event(type, tags));
    }
  }

  /** The event in question is the second; those appended here are of no interest to any query. */
  private void assertRefuses(boolean refused, EventQuery query, EventLog log) {
    var condition = failIfEventsMatch(query, SequencePosition.of(1));
    var result = append(log, condition, events.bare("test.U")).join();
    if (refused) {
      assertThat(result).isEqualTo(conflictAt(2));
    } else {
      assertThat(result).isInstanceOf(Appended.class);
    }
  }

  private void assertRefusesInOneCommit(
      boolean refused, EventQuery query, EventLog log, Event event) throws SQLException {
    var condition = failIfEventsMatch(query, log.head());
    try (var foreign = ForeignSession.thatStallsAppends(testLog)) {
      var first = append(log, none(), events.bare("test.U"));
      foreign.awaitWaiting(1);
      var contradicting = append(log, none(), event);
      var conditional = append(log, condition, events.bare("test.U"));
      foreign.rollback();
      assertThat(first.join()).isInstanceOf(Appended.class);
      assertThat(contradicting.join()).isInstanceOf(Appended.class);
      assertThat(conditional.join()).isInstanceOf(refused ? Conflict.class : Appended.class);
    }
  }

  private static CompletableFuture<AppendResult> append(
      EventLog log, AppendCondition condition, Event... newEvents) {
    return log.append(List.of(newEvents), condition);
  }

  @Test
  void of_equal_conditional_appends_at_one_moment_exactly_one_wins() throws SQLException {
    var results = simultaneously(failIfEventsMatch(TAGGED_X, ORIGIN), _ -> null);

    assertThat(results).filteredOn(appendedAt(1)::equals).hasSize(1);
    assertThat(results).filteredOn(conflictAt(1)::equals).hasSize(EQUAL_APPENDS - 1);
  }

  @Test
  void of_appends_with_one_key_at_one_moment_exactly_one_wins_and_all_learn_its_answer()
      throws SQLException {
    var results = simultaneously(none(), i -> new IdempotencyRecord("key", "print", "answer " + i));

    assertThat(results).filteredOn(appendedAt(1)::equals).hasSize(1);
    assertThat(results).filteredOn(Duplicate.class::isInstance).hasSize(EQUAL_APPENDS - 1);
    assertThat(Set.copyOf(results)).hasSize(2);
  }

  @Test
  void a_key_used_at_the_same_moment_is_no_conflict_although_its_condition_is_broken()
      throws SQLException {
    var key = new IdempotencyRecord("key", "print", "answer");
    var results = simultaneously(failIfEventsMatch(TAGGED_X, ORIGIN), _ -> key);

    assertThat(results).filteredOn(appendedAt(1)::equals).hasSize(1);
    assertThat(results)
        .filteredOn(new Duplicate(key, SequencePosition.of(1))::equals)
        .hasSize(EQUAL_APPENDS - 1);
  }

  /** In two processes, both of whose first commits wait at the same point. */
  private List<AppendResult> simultaneously(
      AppendCondition condition, IntFunction<@Nullable IdempotencyRecord> key) throws SQLException {
    try (var one = testLog.open();
        var two = testLog.open()) {
      List<CompletableFuture<AppendResult>> appends;
      try (var foreign = ForeignSession.thatStallsAppends(testLog)) {
        appends =
            IntStream.range(0, EQUAL_APPENDS)
                .mapToObj(
                    i ->
                        (i % 2 == 0 ? one : two)
                            .append(List.of(events.of("test.Any", X)), condition, key.apply(i)))
                .toList();
        foreign.awaitWaiting(2);
        assertThat(appends).noneMatch(CompletableFuture::isDone);
      }
      var results = appends.stream().map(CompletableFuture::join).toList();
      assertThat(readAll(one)).hasSize(1);
      assertThat(two.head().value()).isEqualTo(1);
      return results;
    }
  }

  private static List<SequencedEvent> readAll(EventLog log) {
    return log.read(EventQuery.all(), ORIGIN, EventReader.READ_MAX);
  }

  @Test
  void appends_of_one_commit_see_those_before_them_and_not_those_after_them() throws SQLException {
    var unlessX = failIfEventsMatch(TAGGED_X, ORIGIN);
    var unlessBoth = failIfEventsMatch(TAGGED_X_AND_Y, ORIGIN);
    var unlessY = failIfEventsMatch(EventQuery.tagged(Y), ORIGIN);
    var key = new IdempotencyRecord("key", "print", "answer");
    try (var log = testLog.open()) {
      List<CompletableFuture<AppendResult>> appends;
      try (var foreign = ForeignSession.thatStallsAppends(testLog)) {
        var first = append(log, none(), events.bare("test.First"));
        foreign.awaitWaiting(1);
        appends =
            List.of(
                first,
                append(log, unlessX, events.bare("test.A"), events.of("test.B", X)),
                append(log, unlessX, events.of("test.C", X)),
                append(log, unlessBoth, events.of("test.D", X)),
                append(log, unlessY, events.of("test.E", X, Y)),
                append(log, unlessBoth, events.of("test.F", Y)),
                append(
                    log,
                    failIfEventsMatch(TAGGED_X, SequencePosition.of(5)),
                    events.bare("test.G")),
                log.append(List.of(events.of("test.H", Y)), none(), key),
                log.append(List.of(events.of("test.I", Y)), unlessY, key));
      }
      assertThat(appends)
          .extracting(CompletableFuture::join)
          .containsExactly(
              appendedAt(1),
              new Appended(SequencePosition.of(2), SequencePosition.of(3)),
              conflictAt(3),
              appendedAt(4),
              appendedAt(5),
              conflictAt(5),
              appendedAt(6),
              appendedAt(7),
              new Duplicate(key, SequencePosition.of(7)));
      assertThat(readAll(log))
          .extracting(e -> e.event().type())
          .containsExactly(
              "test.First", "test.A", "test.B", "test.D", "test.E", "test.G", "test.H");
      assertThat(readAll(log).stream().skip(1).map(SequencedEvent::recordedAt).distinct())
          .as("transactions after the first")
          .hasSize(1);
    }
  }

  /** The second commit holds both conditional appends, and finds its first position taken. */
  @Test
  void appends_of_one_commit_that_loses_the_head_are_all_judged_again() throws SQLException {
    try (var log = testLog.open();
        var foreign = ForeignSession.thatStallsAppends(testLog)) {
      var first = append(log, none(), events.bare("test.First"));
      foreign.awaitWaiting(1);
      var contradicted = append(log, failIfEventsMatch(TAGGED_X, ORIGIN), events.of("test.A", Y));
      var allowed = append(log, failIfEventsMatch(TAGGED_X_AND_Y, ORIGIN), events.of("test.B", Y));
      foreign.run(
          """
          INSERT INTO event (position, event_id, type, revision, occurred_at, tags, payload, metadata)
          VALUES (2, gen_random_uuid(), 'test.Other', '1', now(), '{entity=x}', '{}', '{}')
          """);
      foreign.commit();
      assertThat(first.join()).isEqualTo(appendedAt(1));
      assertThat(contradicted.join()).isEqualTo(conflictAt(2));
      assertThat(allowed.join()).isEqualTo(appendedAt(3));
      assertThat(readAll(log))
          .extracting(e -> e.event().type())
          .containsExactly("test.First", "test.Other", "test.B");
    }
  }
}
