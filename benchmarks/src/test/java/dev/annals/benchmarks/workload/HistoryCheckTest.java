package dev.annals.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.annals.benchmarks.store.SampleEvents;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Instant;
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

    check.requireExactly("0", 2);
    check.requireExactly("1", 2);
    assertThat(check.events()).isEqualTo(4);
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

    assertThatIllegalStateException().isThrownBy(() -> check.requireExactly("0", 2));
    assertThatIllegalStateException().isThrownBy(() -> check.requireExactly("1", 1));
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
