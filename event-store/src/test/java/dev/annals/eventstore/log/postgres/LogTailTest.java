package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LogTailTest {

  /** The hashes of the first two are equal. */
  private static final List<Tag> TAGS =
      List.of(Tag.of("t", "Aa"), Tag.of("t", "BB"), Tag.of("t", "2"));

  private static final List<String> TYPES = List.of("A", "B");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final int KEPT = 16;
  private static final int TENTATIVE = 8;

  private final Random random = new Random(42);
  private final LogTail tail = new LogTail(KEPT, Long.MAX_VALUE, TENTATIVE);
  private final TestEvents events = new TestEvents();
  private final List<Event> model = new ArrayList<>();

  /**
   * The tail against a plain list, through thousands of random appends, settlements and roll-backs.
   */
  @Test
  void answers_as_a_plain_list_would() {
    var settled = 0;
    for (var step = 0; step < 5_000; step++) {
      for (var i = random.nextInt(TENTATIVE); i >= 0; i--) {
        append(event(TYPES.get(random.nextInt(2)), someOf(TAGS)));
      }
      assertAnswers();
      if (random.nextInt(4) == 0) {
        tail.rollBack();
        model.subList(settled, model.size()).clear();
      } else {
        tail.settle(NOON);
        settled = model.size();
      }
      assertThat(tail.head()).isEqualTo(settled);
      assertThat(tail.settledHead()).isEqualTo(settled);
      assertThat(tail.floor()).isEqualTo(Math.max(0, settled - KEPT));
      assertAnswers();
    }
  }

  @Test
  void refuses_to_answer_for_what_it_forgot() {
    for (var i = 0; i < KEPT + 1; i++) {
      append(event("A", Set.of()));
      tail.settle(NOON);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tail.findMatch(EventQuery.all(), 0))
        .withMessageContaining("starts after 1");
  }

  @Test
  void starts_again_at_any_head() {
    append(event("A", Set.of(TAGS.getFirst())));
    tail.reset(1_000);
    assertThat(tail.floor()).isEqualTo(1_000);
    assertThat(tail.findMatch(EventQuery.tagged(TAGS.getFirst()), 1_000)).isEqualTo(LogTail.NONE);
    tail.append(event("A", Set.of(TAGS.getFirst())));
    assertThat(tail.findMatch(EventQuery.tagged(TAGS.getFirst()), 1_000)).isEqualTo(1_001);
  }

  @Test
  void knows_what_others_appended_but_not_what_it_says() {
    var mine = event("A", Set.of(TAGS.getFirst()));
    tail.append(mine);
    tail.settle(NOON);
    tail.add(new EventMark(2, UUID.randomUUID(), "B", Set.of(TAGS.getLast())));
    var theirs = EventQuery.tagged(TAGS.getLast());
    assertThat(tail.findMatch(theirs, 1)).isEqualTo(2);
    assertThat(tail.find(theirs, 0, 2)).isNull();
    var known = Objects.requireNonNull(tail.find(EventQuery.tagged(TAGS.getFirst()), 0, 2));
    assertThat(known.through()).isEqualTo(2);
    assertThat(known.events()).extracting(SequencedEvent::event).containsExactly(mine);
  }

  private Event event(String type, Set<Tag> tags) {
    return events.of(type, tags.toArray(Tag[]::new));
  }

  private void append(Event event) {
    tail.append(event);
    model.add(event);
  }

  private void assertAnswers() {
    var query =
        new EventQuery(
            List.of(
                new EventQuery.Item(someOf(TYPES), someOf(TAGS)),
                new EventQuery.Item(someOf(TYPES), someOf(TAGS))));
    var after = tail.floor() + random.nextInt((int) (tail.head() - tail.floor()) + 1);
    var match = tail.findMatch(query, after);
    if (match == LogTail.NONE) {
      assertThat(model.subList((int) after, model.size())).noneMatch(e -> matches(query, e));
    } else {
      assertThat(match).isGreaterThan(after);
      assertThat(model.get((int) match - 1)).matches(e -> matches(query, e));
    }
    assertSettled(query, after);
  }

  private void assertSettled(EventQuery query, long after) {
    var known = Objects.requireNonNull(tail.find(query, after, Long.MAX_VALUE));
    assertThat(known.through()).isEqualTo(Math.max(after, tail.settledHead()));
    assertThat(known.events())
        .extracting(SequencedEvent::event)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(after + 1, known.through())
                .mapToObj(position -> model.get((int) position - 1))
                .filter(event -> matches(query, event))
                .toList());
    var part = Objects.requireNonNull(tail.find(query, after, after + 1));
    assertThat(part.events()).hasSizeLessThan(2).isSubsetOf(known.events());
  }

  @Test
  void keeps_only_so_much_text() {
    var one = event("A", Set.of());
    var small = new LogTail(KEPT, 2 * one.length(), TENTATIVE);
    for (var i = 0; i < 3; i++) {
      small.append(event("A", Set.of()));
      small.settle(NOON);
    }
    assertThat(small.find(EventQuery.all(), 0, 3)).isNull();
    assertThat(small.find(EventQuery.all(), 1, 3)).isNotNull();
    assertThat(small.findMatch(EventQuery.all(), 0)).isNotEqualTo(LogTail.NONE);
  }

  private static boolean matches(EventQuery query, Event event) {
    return query.matches(event.type(), event.tags());
  }

  private <T> Set<T> someOf(List<T> all) {
    var some = new HashSet<T>();
    for (var one : all) {
      if (random.nextBoolean()) {
        some.add(one);
      }
    }
    return some;
  }
}
