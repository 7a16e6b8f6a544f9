package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.TestEvents;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentEventsTest {

  private static final int MORE_THAN_KEPT = 40_000;

  private final TestEvents events = new TestEvents();
  private final RecentEvents recent = new RecentEvents();

  private void add(long position, Event event) {
    recent.add(new SequencedEvent(SequencePosition.of(position), Instant.EPOCH, event));
  }

  @Test
  void keeps_the_last_events_in_order() {
    recent.reset(5);
    for (var position = 6L; position <= MORE_THAN_KEPT; position++) {
      add(position, events.bare("test.Any"));
    }
    assertThat(recent.head()).isEqualTo(MORE_THAN_KEPT);
    assertThat(recent.reaches(5)).isFalse();
    assertThat(recent.reaches(MORE_THAN_KEPT - 16_384)).isTrue();
    assertThat(recent.after(MORE_THAN_KEPT - 10_000, 3))
        .extracting(e -> e.position().value())
        .containsExactly(30_001L, 30_002L, 30_003L);
    assertThat(recent.after(MORE_THAN_KEPT, 3)).isEmpty();
  }

  @Test
  void large_payloads_make_it_keep_fewer() {
    var large = events.with("x".repeat(Event.PAYLOAD_LENGTH_MAX));
    for (var position = 1L; position <= 100; position++) {
      add(position, large);
    }
    assertThat(recent.reaches(69)).isTrue();
    assertThat(recent.reaches(68)).isFalse();
    assertThat(recent.after(69, 100)).hasSize(31);
  }

  @Test
  void a_gap_is_never_passed_over_in_silence() {
    add(1, events.bare("test.Any"));
    assertThatIllegalStateException()
        .isThrownBy(() -> add(3, events.bare("test.Any")))
        .withMessage("The log has a gap: 3 follows 1");
  }
}
