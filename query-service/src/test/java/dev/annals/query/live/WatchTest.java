package dev.annals.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WatchTest {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

  private final Watch watch = new Watch(EventQuery.all(), 3, 10);

  @Test
  void hands_over_what_waits_in_order() throws InterruptedException {
    offer(11, 12, 13);
    assertThat(take(10)).containsExactly(11L, 12L, 13L);
    offer(14);
    assertThat(take(13)).containsExactly(14L);
    assertThat(watch.floor()).isEqualTo(10);
  }

  @Test
  void leaves_out_what_the_taker_has() throws InterruptedException {
    offer(11, 12, 13);
    assertThat(take(12)).containsExactly(13L);
  }

  @Test
  void more_than_may_wait_is_dropped_and_has_to_be_read() throws InterruptedException {
    offer(11, 12, 13, 14, 15);
    assertThat(watch.floor()).isEqualTo(14);
    assertThat(take(10)).isEmpty();
    assertThat(take(13)).isEmpty();
    assertThat(take(14)).containsExactly(15L);
  }

  @Test
  void so_is_more_text_than_may_wait() throws InterruptedException {
    for (var position = 11; position <= 13; position++) {
      watch.offer(event(position, "x".repeat((int) Watch.CHARACTERS_MAX / 2 - 100)));
    }
    assertThat(watch.floor()).isEqualTo(13);
    offer(14);
    assertThat(take(13)).containsExactly(14L);
  }

  @Test
  void a_watch_that_keeps_nothing_only_tells_how_far_to_look() throws InterruptedException {
    var telling = new Watch(EventQuery.all(), 0, 10);
    telling.offer(event(12, "{}"));
    assertThat(telling.floor()).isEqualTo(12);
    assertThat(telling.takeAfter(10, PATIENCE)).isEmpty();
    assertThat(telling.takeAfter(12, 0)).isEmpty();
  }

  @Test
  void who_takes_waits_for_the_first() throws Exception {
    var taken = CompletableFuture.supplyAsync(() -> uninterrupted(10));
    offer(11);
    assertThat(taken.get(20, TimeUnit.SECONDS)).containsExactly(11L);
  }

  @Test
  void who_takes_is_told_when_nothing_comes_any_more() throws Exception {
    var taken = CompletableFuture.supplyAsync(() -> uninterrupted(10));
    watch.close();
    assertThat(taken.get(20, TimeUnit.SECONDS)).isEmpty();
    assertThat(watch.isClosed()).isTrue();
    watch.rest(PATIENCE);
  }

  private List<Long> uninterrupted(long known) {
    try {
      return take(known);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Long> take(long known) throws InterruptedException {
    return watch.takeAfter(known, PATIENCE).stream()
        .map(event -> event.position().value())
        .toList();
  }

  private void offer(long... positions) {
    for (var position : positions) {
      watch.offer(event(position, "{}"));
    }
  }

  static SequencedEvent event(long position, String payload, String... tags) {
    var event =
        new Event(
            new UUID(1, position),
            "test.Happened",
            "1",
            Instant.EPOCH,
            Set.of(tags).stream().map(Tag::new).collect(Collectors.toSet()),
            payload,
            Map.of());
    return new SequencedEvent(SequencePosition.of(position), Instant.EPOCH, event);
  }
}
