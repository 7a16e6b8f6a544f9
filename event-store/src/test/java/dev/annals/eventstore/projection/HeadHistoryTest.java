package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeadHistoryTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final HeadHistory history = new HeadHistory();

  @Test
  void knows_since_when_an_event_has_been_there() {
    look(0, 10);
    look(1, 10);
    look(2, 15);
    look(3, 20);
    assertThat(history.firstSeenAfter(10)).contains(NOON.plusSeconds(2));
    assertThat(history.firstSeenAfter(12)).contains(NOON.plusSeconds(2));
    assertThat(history.firstSeenAfter(15)).contains(NOON.plusSeconds(3));
    assertThat(history.firstSeenAfter(20)).isEmpty();
  }

  @Test
  void knows_nothing_of_what_was_there_before() {
    assertThat(history.firstSeenAfter(0)).isEmpty();
    assertThat(history.began()).isEmpty();
    look(0, 10);
    look(1, 11);
    assertThat(history.firstSeenAfter(9)).isEmpty();
    assertThat(history.began()).contains(NOON);
  }

  @Test
  void remembers_an_hour_of_changes() {
    for (var second = 0; second <= 3_600; second++) {
      look(second, 10 + second);
    }
    assertThat(history.firstSeenAfter(10)).isEmpty();
    assertThat(history.firstSeenAfter(11)).contains(NOON.plusSeconds(2));
    assertThat(history.began()).contains(NOON.plusSeconds(1));
  }

  @Test
  void forgets_a_log_that_was_set_back() {
    look(0, 10);
    look(1, 20);
    look(2, 5);
    look(3, 6);
    assertThat(history.firstSeenAfter(5)).contains(NOON.plusSeconds(3));
    assertThat(history.firstSeenAfter(4)).isEmpty();
  }

  private void look(int second, long head) {
    history.add(NOON.plusSeconds(second), head);
  }
}
