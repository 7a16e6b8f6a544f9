package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriterLeaseTest {

  private final List<String> calls = new ArrayList<>();
  private boolean granted = true;
  private long nanos;
  private final WriterLease lease =
      new WriterLease(
          new WriterLease.Lock() {
            @Override
            public boolean lock(Duration wait) {
              calls.add("lock");
              return granted;
            }

            @Override
            public void unlock() {
              calls.add("unlock");
            }
          },
          () -> nanos);

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void a_process_alone_asks_for_nothing() throws SQLException {
    assertThat(lease.begin()).isFalse();
    lease.end();
    lease.release();
    assertThat(calls).isEmpty();
  }

  @Test
  void a_turn_lasts_over_several_batches_and_ends_by_time() throws SQLException {
    lease.othersSeen();
    assertThat(lease.begin()).isTrue();
    pass(Duration.ofMillis(3));
    lease.end();
    assertThat(lease.begin()).isFalse();
    pass(Duration.ofMillis(3));
    lease.end();
    assertThat(calls).containsExactly("lock", "unlock");
    assertThat(lease.begin()).isTrue();
  }

  @Test
  void a_turn_ends_when_nothing_waits() throws SQLException {
    lease.othersSeen();
    lease.begin();
    lease.release();
    lease.release();
    assertThat(calls).containsExactly("lock", "unlock");
  }

  @Test
  void who_met_nobody_for_a_while_is_alone_again() throws SQLException {
    lease.othersSeen();
    pass(Duration.ofSeconds(2));
    assertThat(lease.begin()).isFalse();
    lease.othersSeen();
    assertThat(lease.begin()).isTrue();
  }

  @Test
  void a_process_that_hangs_with_the_lease_stops_nobody() throws SQLException {
    granted = false;
    lease.othersSeen();
    assertThat(lease.begin()).isFalse();
    assertThat(lease.begin()).isFalse();
    assertThat(calls).containsExactly("lock");
    pass(Duration.ofSeconds(3));
    lease.othersSeen();
    granted = true;
    assertThat(lease.begin()).isTrue();
  }

  @Test
  void a_lost_connection_takes_the_lease_along() throws SQLException {
    lease.othersSeen();
    lease.begin();
    lease.lost();
    lease.release();
    assertThat(calls).containsExactly("lock");
    assertThat(lease.begin()).isTrue();
  }
}
