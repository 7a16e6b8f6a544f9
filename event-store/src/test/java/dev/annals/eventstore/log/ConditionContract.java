package dev.annals.eventstore.log;

import static dev.annals.eventstore.log.AppendCondition.failIfEventsMatch;
import static dev.annals.eventstore.log.AppendCondition.none;
import static dev.annals.eventstore.log.SequencePosition.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which appends a log accepts. */
public abstract class ConditionContract extends EventLogScenario {

  @Test
  void a_condition_that_holds_accepts() {
    append(none(), events.of(OPENED, ANNA));
    assertThat(append(failIfEventsMatch(ABOUT_BERT, ORIGIN), events.of(OPENED, BERT)))
        .isEqualTo(appended(2, 2));
  }

  @Test
  void a_condition_that_fails_stores_nothing_and_names_the_event() {
    append(none(), events.of(OPENED, BERT), events.of(OPENED, ANNA));
    assertThat(append(failIfEventsMatch(ABOUT_ANNA, ORIGIN), events.of(PAID, ANNA)))
        .isEqualTo(new Conflict(SequencePosition.of(2)));
    assertThat(readAll()).hasSize(2);
  }

  @Test
  void a_condition_looks_only_after_its_position() {
    append(none(), events.of(OPENED, ANNA));
    var seen = log.source(ABOUT_ANNA, ORIGIN, _ -> {});
    assertThat(append(failIfEventsMatch(ABOUT_ANNA, seen), events.of(PAID, ANNA)))
        .isEqualTo(appended(2, 2));
    assertThat(append(failIfEventsMatch(ABOUT_ANNA, seen), events.of(PAID, ANNA)))
        .isInstanceOf(Conflict.class);
  }

  @Test
  void items_are_alternatives_types_are_alternatives_and_tags_are_all_required() {
    append(
        none(),
        events.of(OPENED, ANNA),
        events.of(OPENED, BERT),
        events.of(PAID, ANNA),
        events.of(PAID, ANNA, BERT),
        events.bare(OPENED));

    assertThat(positions(new EventQuery.Item(Set.of(), Set.of(ANNA)))).containsExactly(1L, 3L, 4L);
    assertThat(positions(new EventQuery.Item(Set.of(PAID), Set.of(BERT)))).containsExactly(4L);
    assertThat(positions(new EventQuery.Item(Set.of(), Set.of(ANNA, BERT)))).containsExactly(4L);
    assertThat(positions(new EventQuery.Item(Set.of(OPENED), Set.of())))
        .containsExactly(1L, 2L, 5L);
    assertThat(positions(new EventQuery.Item(Set.of(OPENED, PAID), Set.of(ANNA))))
        .containsExactly(1L, 3L, 4L);
    assertThat(positions(new EventQuery.Item(Set.of("test.Never"), Set.of()))).isEmpty();
    assertThat(
            positions(
                new EventQuery.Item(Set.of(PAID), Set.of(ANNA)),
                new EventQuery.Item(Set.of(), Set.of(ANNA)),
                new EventQuery.Item(Set.of(OPENED), Set.of(BERT))))
        .containsExactly(1L, 2L, 3L, 4L);
  }

  private List<Long> positions(EventQuery.Item... items) {
    var query = EventQuery.anyOf(items);
    var read = log.read(query, ORIGIN, 100).stream().map(e -> e.position().value()).toList();
    var sourced = new ArrayList<Long>();
    log.source(query, ORIGIN, e -> sourced.add(e.position().value()));
    assertThat(sourced).isEqualTo(read);
    var conflicts = append(failIfEventsMatch(query, log.head()), events.bare("test.Probe"));
    assertThat(conflicts).isInstanceOf(Appended.class);
    assertThat(append(failIfEventsMatch(query, ORIGIN), events.bare("test.Probe")))
        .isInstanceOf(read.isEmpty() ? Appended.class : Conflict.class);
    return read;
  }

  @Test
  void overlapping_but_unequal_queries_conflict() {
    var either =
        EventQuery.anyOf(
            new EventQuery.Item(Set.of(), Set.of(ANNA)),
            new EventQuery.Item(Set.of(), Set.of(BERT)));
    var before = log.head();
    append(failIfEventsMatch(ABOUT_BERT, before), events.of(PAID, BERT));
    assertThat(append(failIfEventsMatch(either, before), events.of(PAID, ANNA)))
        .isInstanceOf(Conflict.class);
  }

  @Test
  void a_condition_on_everything_conflicts_with_anything() {
    append(none(), events.bare(OPENED));
    assertThat(append(failIfEventsMatch(EventQuery.all(), ORIGIN), events.bare(PAID)))
        .isInstanceOf(Conflict.class);
    assertThat(append(failIfEventsMatch(EventQuery.all(), log.head()), events.bare(PAID)))
        .isInstanceOf(Appended.class);
  }

  @Test
  void simultaneous_equal_appends_let_exactly_one_in() {
    var condition = failIfEventsMatch(ABOUT_ANNA, ORIGIN);
    var results =
        IntStream.range(0, 64)
            .mapToObj(_ -> log.append(List.of(events.of(OPENED, ANNA)), condition))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(results).filteredOn(Appended.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(Conflict.class::isInstance).hasSize(63);
    assertThat(readAll()).hasSize(1);
  }
}
