package dev.annals.eventstore.log.history;

import static dev.annals.eventstore.log.history.Histories.appended;
import static dev.annals.eventstore.log.history.Histories.conflict;
import static dev.annals.eventstore.log.history.Histories.duplicate;
import static dev.annals.eventstore.log.history.Histories.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import dev.annals.eventstore.log.history.Observation.CaughtUp;
import dev.annals.eventstore.log.history.Observation.Delivered;
import dev.annals.eventstore.log.history.Observation.PageRead;
import dev.annals.eventstore.log.history.Observation.ReadBroke;
import dev.annals.eventstore.log.history.Outcome.Broken;
import dev.annals.eventstore.log.history.Outcome.NothingStored;
import dev.annals.eventstore.log.history.Outcome.Silence;
import dev.annals.eventstore.log.history.Outcome.Unknown;
import dev.annals.eventstore.log.history.Violation.Kind;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing proves nothing: here is one history for each thing it must find. */
class HistoryCheckerTest {

  private static final Tag ANNA = Tag.of("accountId", "anna");
  private static final EventQuery ABOUT_ANNA = EventQuery.tagged(ANNA);
  private static final Unknown LOST = new Unknown("the connection was lost");

  private final TestEvents events = new TestEvents();
  private final Event first = events.of("test.A", ANNA);
  private final Event second = events.of("test.B", ANNA);
  private final Event third = events.of("test.A", ANNA);
  private final Event ofBert = events.of("test.A", Tag.of("accountId", "bert"));
  private final Histories history = new Histories(ABOUT_ANNA);

  @Test
  void a_right_history_has_no_violations() {
    history.stored(first, ofBert, second, third).remembered(key("k", "3rd"), 4);
    history.attempt(0, appended(1, 1), first);
    history.attempt(0, conflict(1), events.of("test.A", ANNA));
    history.attempt(1, appended(2, 3), ofBert, second).sourced(false, 3, 1, 3);
    history.keyed(key("k", "3rd"), 3, LOST, third);
    history.keyed(key("k", "retry"), 3, duplicate(key("k", "3rd"), 4), events.of("test.A", ANNA));
    history.attempt(1, LOST, events.of("test.A", ANNA));
    history.attempt(1, new NothingStored("overloaded"), events.of("test.A", ANNA));
    history.sourced(true, 3, 1, 3).sourced(false, 4, 1, 3, 4);
    history.saw(page(2, 0, 1, 3)).saw(page(5, 3, 4)).saw(page(5, 4));
    history.saw(delivered(0, 1, 2)).saw(delivered(2, 3, 4)).saw(caughtUp(4, 4));
    assertThat(history.violations()).isEmpty();
  }

  private PageRead page(int max, long after, long... positions) {
    return new PageRead(
        history.call(), ABOUT_ANNA, SequencePosition.of(after), max, history.seen(positions));
  }

  private Delivered delivered(long after, long... positions) {
    return new Delivered(history.call(), SequencePosition.of(after), history.seen(positions));
  }

  private CaughtUp caughtUp(long head, long reached) {
    return new CaughtUp(history.call(), SequencePosition.of(head), SequencePosition.of(reached));
  }

  @Test
  void finds_an_append_that_a_matching_event_forbade() {
    history.stored(first, second).attempt(0, appended(1, 1), first);
    history.attempt(0, appended(2, 2), second);
    assertThat(history.kinds()).containsExactly(Kind.FORBIDDEN_APPEND);
  }

  @Test
  void finds_a_forbidden_append_whose_outcome_nobody_was_told() {
    history.stored(first, second).attempt(0, appended(1, 1), first).attempt(0, LOST, second);
    assertThat(history.kinds()).containsExactly(Kind.FORBIDDEN_APPEND);
  }

  @Test
  void finds_a_refusal_without_a_reason() {
    history.stored(ofBert, first).attempt(0, appended(1, 1), ofBert);
    history.attempt(0, appended(2, 2), first);
    history.attempt(0, conflict(1), second);
    history.attempt(0, conflict(3), second);
    history.attempt(2, conflict(2), second);
    history.attempt(AppendCondition.none(), null, conflict(2), second);
    assertThat(history.violations())
        .hasSize(4)
        .extracting(Violation::kind)
        .containsOnly(Kind.WRONG_REFUSAL);
  }

  @Test
  void finds_a_refusal_of_a_key_that_was_used() {
    history.stored(first).remembered(key("k", "a"), 1);
    history.keyed(key("k", "a"), 0, appended(1, 1), first);
    history.keyed(key("k", "b"), 0, conflict(1), second);
    assertThat(history.kinds()).containsExactly(Kind.WRONG_REFUSAL);
  }

  @Test
  void finds_a_refusal_for_an_event_not_yet_begun() {
    history.stored(first).attempt(0, conflict(1), second).attempt(0, appended(1, 1), first);
    assertThat(history.kinds()).containsExactly(Kind.FROM_THE_FUTURE);
  }

  @Test
  void finds_a_lost_acknowledgement() {
    assertThat(history.attempt(0, appended(1, 1), first).kinds())
        .containsExactly(Kind.LOST_ACKNOWLEDGEMENT);
  }

  @Test
  void finds_an_acknowledged_event_that_changed() {
    var changed =
        new Event(
            first.id(), "test.A", "1", first.occurredAt(), first.tags(), "{}", first.metadata());
    history.stored(changed).attempt(0, appended(1, 1), first);
    assertThat(history.kinds()).containsExactly(Kind.LOST_ACKNOWLEDGEMENT);
  }

  @Test
  void finds_a_lost_key() {
    history.stored(first).keyed(key("k", "a"), 0, appended(1, 1), first);
    assertThat(history.kinds()).containsExactly(Kind.LOST_ACKNOWLEDGEMENT);
  }

  @Test
  void finds_half_an_append() {
    assertThat(history.stored(first).attempt(0, LOST, first, second).kinds())
        .containsExactly(Kind.HALF_WRITTEN);
  }

  @Test
  void finds_an_append_whose_events_are_apart() {
    history.stored(first, ofBert, second).attempt(0, LOST, first, second);
    history.attempt(1, appended(2, 2), ofBert);
    assertThat(history.kinds()).containsExactly(Kind.HALF_WRITTEN);
  }

  @Test
  void finds_events_without_their_key() {
    assertThat(history.stored(first).keyed(key("k", "a"), 0, LOST, first).kinds())
        .containsExactly(Kind.HALF_WRITTEN);
  }

  @Test
  void finds_what_is_stored_though_its_caller_was_told_the_contrary() {
    history.stored(first).attempt(0, new NothingStored("overloaded"), first);
    assertThat(history.kinds()).containsExactly(Kind.STORED_THOUGH_DENIED);
  }

  @Test
  void finds_an_event_and_a_key_from_nowhere() {
    assertThat(history.stored(first).remembered(key("k", "a"), 1).violations())
        .extracting(Violation::kind)
        .containsExactly(Kind.FROM_NOWHERE, Kind.FROM_NOWHERE);
  }

  @Test
  void finds_a_gap() {
    history.stored(2, first).attempt(0, appended(2, 2), first);
    assertThat(history.kinds()).containsExactly(Kind.GAP);
  }

  @Test
  void finds_an_event_that_is_there_twice() {
    history.stored(first, first).attempt(0, appended(1, 1), first);
    assertThat(history.kinds()).contains(Kind.STORED_TWICE);
  }

  @Test
  void finds_a_key_whose_append_was_stored_twice() {
    history.stored(first, second).remembered(key("k", "a"), 1);
    history.keyed(key("k", "a"), 0, appended(1, 1), first);
    history.keyed(key("k", "b"), 1, appended(2, 2), second);
    assertThat(history.kinds()).containsExactly(Kind.STORED_TWICE);
  }

  @Test
  void finds_a_duplicate_with_another_answer_than_the_first() {
    history.stored(first).remembered(key("k", "a"), 1);
    history.keyed(key("k", "a"), 0, appended(1, 1), first);
    history.keyed(key("k", "b"), 0, duplicate(key("k", "c"), 1), second);
    history.keyed(key("k", "d"), 0, duplicate(key("k", "a"), 2), second);
    assertThat(history.violations())
        .extracting(Violation::kind)
        .containsExactly(Kind.WRONG_DUPLICATE, Kind.WRONG_DUPLICATE);
  }

  @Test
  void finds_an_append_before_what_was_acknowledged_before_it() {
    history.stored(first, ofBert).attempt(1, appended(2, 2), ofBert);
    history.attempt(0, appended(1, 1), first);
    assertThat(history.kinds()).containsExactly(Kind.WRONG_ORDER);
  }

  @Test
  void finds_a_reader_that_skips() {
    history.stored(first, second).attempt(0, appended(1, 2), first, second);
    history.sourced(false, 2, 2).sourced(true, 2, 1).saw(page(2, 0, 2)).saw(page(3, 1));
    assertThat(history.violations())
        .extracting(Violation::kind)
        .hasSize(4)
        .containsOnly(Kind.SKIPPED_EVENT);
  }

  @Test
  void finds_a_reader_that_sees_too_much_or_in_another_order() {
    history.stored(first, ofBert, second).attempt(0, appended(1, 3), first, ofBert, second);
    history.sourced(false, 3, 1, 2, 3).sourced(false, 3, 3, 1).saw(page(1, 0, 1, 3));
    assertThat(history.violations())
        .extracting(Violation::kind)
        .hasSize(3)
        .containsOnly(Kind.WRONG_EVENT);
  }

  @Test
  void finds_a_reader_that_sees_other_contents() {
    history.stored(first, second).attempt(0, appended(1, 2), first, second);
    var swapped = new SeenEvents(history.seen(1).positions(), history.seen(2).content());
    history.saw(new Delivered(history.call(), SequencePosition.ORIGIN, swapped));
    assertThat(history.kinds()).containsExactly(Kind.WRONG_EVENT);
  }

  @Test
  void finds_a_read_older_than_what_was_acknowledged() {
    history.stored(first).attempt(0, appended(1, 1), first).sourced(false, 0).sourced(true, 0);
    assertThat(history.violations())
        .extracting(Violation::kind)
        .containsExactly(Kind.STALE_READ, Kind.STALE_READ);
  }

  @Test
  void finds_a_read_of_what_is_not_yet_begun() {
    history.stored(first).sourced(false, 1, 1).attempt(0, appended(1, 1), first);
    history.sourced(false, 2, 1);
    assertThat(history.violations())
        .extracting(Violation::kind)
        .containsExactly(Kind.FROM_THE_FUTURE, Kind.FROM_THE_FUTURE);
  }

  @Test
  void finds_a_subscription_that_skips_or_repeats() {
    history.stored(first, second, third).attempt(0, appended(1, 3), first, second, third);
    history.saw(delivered(0, 1)).saw(delivered(2, 3)).saw(delivered(3, 3));
    assertThat(history.kinds()).contains(Kind.SKIPPED_EVENT, Kind.WRONG_EVENT);
  }

  @Test
  void finds_a_subscription_that_stops() {
    history.stored(first, second).attempt(0, appended(1, 2), first, second);
    history.saw(delivered(0, 1)).saw(caughtUp(2, 1));
    assertThat(history.kinds()).containsExactly(Kind.STUCK_SUBSCRIPTION);
  }

  @Test
  void finds_silence_and_exceptions_that_no_contract_knows() {
    history.attempt(0, new Silence(1), first).attempt(0, new Broken("?"), second);
    history.saw(new ReadBroke(history.call(), "?"));
    assertThat(history.violations())
        .extracting(Violation::kind)
        .containsExactly(Kind.NEVER_ANSWERED, Kind.UNEXPECTED_EXCEPTION, Kind.UNEXPECTED_EXCEPTION);
  }
}
