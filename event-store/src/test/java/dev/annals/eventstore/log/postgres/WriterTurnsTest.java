package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WriterTurnsTest {

  private long nanos;
  private final WriterTurns turns = new WriterTurns(() -> nanos);

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void a_process_alone_asks_for_none() {
    assertThat(turns.areTaken()).isFalse();
  }

  @Test
  void who_met_another_takes_turns_with_it() {
    turns.othersSeen();
    pass(Duration.ofMillis(900));
    assertThat(turns.areTaken()).isTrue();
  }

  @Test
  void who_met_nobody_for_a_while_is_alone_again() {
    turns.othersSeen();
    pass(Duration.ofSeconds(2));
    assertThat(turns.areTaken()).isFalse();
    turns.othersSeen();
    assertThat(turns.areTaken()).isTrue();
  }

  @Test
  void a_process_that_hangs_in_its_turn_stops_nobody() {
    turns.othersSeen();
    turns.missed();
    assertThat(turns.areTaken()).isFalse();
    pass(Duration.ofSeconds(3));
    turns.othersSeen();
    assertThat(turns.areTaken()).isTrue();
  }
}
