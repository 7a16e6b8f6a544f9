package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogTailTest {

  private static final List<Tag> TAGS =
      List.of(Tag.of("t", "0"), Tag.of("t", "1"), Tag.of("t", "2"));
  private static final List<String> TYPES = List.of("A", "B");
  private static final int KEPT = 16;
  private static final int TENTATIVE = 8;

  private record Entry(String type, Set<Tag> tags) {}

  private final Random random = new Random(42);
  private final LogTail tail = new LogTail(KEPT, TENTATIVE);
  private final List<Entry> model = new ArrayList<>();

  /**
   * The tail against a plain list, through thousands of random appends, settlements and roll-backs.
   */
  @Test
  void answers_as_a_plain_list_would() {
    var settled = 0;
    for (var step = 0; step < 5_000; step++) {
      for (var i = random.nextInt(TENTATIVE); i >= 0; i--) {
        append(new Entry(TYPES.get(random.nextInt(2)), someOf(TAGS)));
      }
      assertAnswers();
      if (random.nextInt(4) == 0) {
        tail.rollBack();
        model.subList(settled, model.size()).clear();
      } else {
        tail.settle();
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
      append(new Entry("A", Set.of()));
      tail.settle();
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tail.findMatch(EventQuery.all(), 0))
        .withMessageContaining("starts after 1");
  }

  @Test
  void starts_again_at_any_head() {
    append(new Entry("A", Set.of(TAGS.getFirst())));
    tail.reset(1_000);
    assertThat(tail.floor()).isEqualTo(1_000);
    assertThat(tail.findMatch(EventQuery.tagged(TAGS.getFirst()), 1_000)).isEqualTo(LogTail.NONE);
    tail.append("A", Set.of(TAGS.getFirst()));
    assertThat(tail.findMatch(EventQuery.tagged(TAGS.getFirst()), 1_000)).isEqualTo(1_001);
  }

  private void append(Entry entry) {
    tail.append(entry.type, entry.tags);
    model.add(entry);
  }

  private void assertAnswers() {
    var item = new EventQuery.Item(someOf(TYPES), someOf(TAGS));
    var query = new EventQuery(List.of(item));
    var after = tail.floor() + random.nextInt((int) (tail.head() - tail.floor()) + 1);
    var match = tail.findMatch(query, after);
    if (match == LogTail.NONE) {
      assertThat(model.subList((int) after, model.size())).noneMatch(e -> matches(query, e));
    } else {
      assertThat(match).isGreaterThan(after);
      assertThat(model.get((int) match - 1)).matches(e -> matches(query, e));
    }
  }

  private static boolean matches(EventQuery query, Entry entry) {
    return query.matches(entry.type, entry.tags);
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
