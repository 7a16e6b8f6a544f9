package dev.annals.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HistoryCheckTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final HistoryCheck check = new HistoryCheck("store", 10);

  @Test
  void accepts_what_is_complete_dense_and_decided_on_the_latest() {
    check.accept(event(11, 1, "0", 1, 10));
    check.accept(event(12, 1, "0", 1, 10));
    check.accept(event(13, 2, "1", 1, 10));
    check.accept(event(14, 1, "1", 2, 13));

    assertThatNoException().isThrownBy(() -> check.requireExactly(Map.of("0", 2L, "1", 2L)));
  }

  @Test
  void finds_a_gap() {
    check.accept(event(11, 1, "0", 1, 10));

    assertThatIllegalStateException()
        .isThrownBy(() -> check.accept(event(13, 1, "0", 2, 11)))
        .withMessageContaining("position 13 follows 11");
  }

  @Test
  void finds_an_append_that_should_have_been_refused() {
    check.accept(event(11, 1, "0", 1, 10));

    assertThatIllegalStateException()
        .isThrownBy(() -> check.accept(event(12, 1, "1", 1, 10)))
        .withMessageContaining("account-1 changed at 11");
  }

  @Test
  void finds_an_acknowledged_event_that_is_not_there() {
    check.accept(event(11, 1, "0", 1, 10));

    assertThatIllegalStateException().isThrownBy(() -> check.requireExactly(Map.of("0", 2L)));
    assertThatIllegalStateException().isThrownBy(() -> check.requireExactly(Map.of("1", 1L)));
  }

  @Test
  void finds_events_nobody_was_told_of() {
    check.accept(event(11, 1, "0", 1, 10));

    assertThatIllegalStateException()
        .isThrownBy(() -> check.requireExactly(Map.of("1", 0L)))
        .withMessageContaining("0 events acknowledged, 1 found");
  }

  private static SequencedEvent event(
      long position, int entity, String caller, long append, long seen) {
    return new SequencedEvent(
        SequencePosition.of(position),
        NOON,
        new Event(
            new UUID(0, position),
            SampleEvents.TYPE,
            "1",
            NOON,
            Set.of(SampleEvents.entity(entity)),
            "{}",
            SampleEvents.metadata(caller, append, seen)));
  }
}
