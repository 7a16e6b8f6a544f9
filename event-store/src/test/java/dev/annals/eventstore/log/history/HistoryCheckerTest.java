package dev.annals.eventstore.log.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing proves nothing: here is one history for each thing it must find. */
class HistoryCheckerTest {

  private static final Tag ANNA = Tag.of("accountId", "anna");
  private static final EventQuery ABOUT_ANNA = EventQuery.tagged(ANNA);

  private final TestEvents events = new TestEvents();
  private final Event first = events.of("test.A", ANNA);
  private final Event second = events.of("test.A", ANNA);

  private static List<SequencedEvent> log(Event... stored) {
    return IntStream.range(0, stored.length).mapToObj(i -> at(i + 1, stored[i])).toList();
  }

  private static SequencedEvent at(long position, Event event) {
    return new SequencedEvent(SequencePosition.of(position), Instant.EPOCH, event);
  }

  private static Attempt attempt(Event event, long after, AppendResult result) {
    return new Attempt(List.of(event), ABOUT_ANNA, SequencePosition.of(after), after, result);
  }

  private static Appended appendedAt(long position) {
    return new Appended(SequencePosition.of(position), SequencePosition.of(position));
  }

  private static Conflict conflictAt(long position) {
    return new Conflict(SequencePosition.of(position));
  }

  @Test
  void a_right_history_has_no_violations() {
    var attempts =
        List.of(
            attempt(first, 0, appendedAt(1)),
            attempt(events.of("test.A", ANNA), 0, conflictAt(1)),
            attempt(second, 1, appendedAt(2)));
    assertThat(HistoryChecker.violations(log(first, second), attempts)).isEmpty();
  }

  @Test
  void finds_an_append_that_a_matching_event_forbade() {
    var attempts = List.of(attempt(first, 0, appendedAt(1)), attempt(second, 0, appendedAt(2)));
    assertThat(HistoryChecker.violations(log(first, second), attempts))
        .singleElement()
        .asString()
        .contains("although the event at 1 matches");
  }

  @Test
  void finds_a_refusal_without_a_reason() {
    var other = events.of("test.A", Tag.of("accountId", "bert"));
    var attempts = List.of(attempt(other, 0, appendedAt(1)), attempt(first, 0, conflictAt(1)));
    assertThat(HistoryChecker.violations(log(other), attempts))
        .singleElement()
        .asString()
        .contains("does not match");
    assertThat(HistoryChecker.violations(log(), List.of(attempt(first, 0, conflictAt(1)))))
        .hasSize(1);
  }

  @Test
  void finds_a_lost_acknowledgement() {
    assertThat(HistoryChecker.violations(log(), List.of(attempt(first, 0, appendedAt(1)))))
        .singleElement()
        .asString()
        .contains("was acknowledged, but the log ends at 0");
  }

  @Test
  void finds_an_event_in_the_wrong_place_twice_or_from_nowhere() {
    var attempts = List.of(attempt(first, 0, appendedAt(1)));
    assertThat(HistoryChecker.violations(log(second), attempts)).hasSize(2);
    assertThat(HistoryChecker.violations(log(first, first), attempts))
        .anyMatch(violation -> violation.contains("there twice"));
  }

  @Test
  void finds_a_gap() {
    var attempts = List.of(attempt(first, 0, appendedAt(1)));
    assertThat(HistoryChecker.violations(List.of(at(2, first)), attempts))
        .anyMatch(violation -> violation.contains("has position 2"));
  }
}
