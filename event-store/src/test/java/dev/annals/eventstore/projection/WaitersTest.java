package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.SequencePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitersTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final Waiters waiters = new Waiters(100);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @Test
  void a_position_already_reached_needs_no_waiting() throws Exception {
    waiters.reach(SequencePosition.of(5));
    assertThat(waiters.position()).isEqualTo(SequencePosition.of(5));
    assertThat(waiters.awaitPosition(SequencePosition.of(5), Duration.ZERO)).isTrue();
    assertThat(waiters.awaitPosition(SequencePosition.of(6), Duration.ZERO)).isFalse();
  }

  @Test
  void each_waiter_is_woken_by_its_own_position() throws Exception {
    var early = waitFor(3);
    var late = waitFor(7);
    await().until(() -> waiters.waitingCount() == 2);

    waiters.reach(SequencePosition.of(4));
    assertThat(early.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(waiters.waitingCount()).isEqualTo(1);
    assertThat(late).isNotDone();

    waiters.reach(SequencePosition.of(7));
    assertThat(late.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(waiters.waitingCount()).isZero();
  }

  @Test
  void who_gives_up_is_forgotten() throws Exception {
    assertThat(waiters.awaitPosition(SequencePosition.of(1), Duration.ofMillis(5))).isFalse();
    assertThat(waiters.waitingCount()).isZero();
  }

  @Test
  void the_number_of_waiters_is_bounded() throws Exception {
    var few = new Waiters(1);
    var first = threads.submit(() -> few.awaitPosition(SequencePosition.of(1), LONG));
    await().until(() -> few.waitingCount() == 1);

    assertThat(few.awaitPosition(SequencePosition.of(1), LONG)).isFalse();

    few.reach(SequencePosition.of(1));
    assertThat(first.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void nobody_is_left_behind_when_many_wait_while_the_position_moves() throws Exception {
    var roomy = new Waiters(5_000);
    var waiting = new ArrayList<Future<Boolean>>();
    for (var position = 1; position <= 2_000; position++) {
      var target = SequencePosition.of(position);
      waiting.add(threads.submit(() -> roomy.awaitPosition(target, LONG)));
      if (position % 10 == 0) {
        roomy.reach(SequencePosition.of(position / 2));
      }
    }
    roomy.reach(SequencePosition.of(2_000));
    for (var each : waiting) {
      assertThat(each.get(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(roomy.waitingCount()).isZero();
  }

  private Future<Boolean> waitFor(long position) {
    Callable<Boolean> waiting = () -> waiters.awaitPosition(SequencePosition.of(position), LONG);
    return threads.submit(waiting);
  }
}
