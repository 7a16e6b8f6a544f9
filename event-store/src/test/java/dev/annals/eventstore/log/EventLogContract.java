package dev.annals.eventstore.log;

import static dev.annals.eventstore.log.AppendCondition.failIfEventsMatch;
import static dev.annals.eventstore.log.AppendCondition.none;
import static dev.annals.eventstore.log.SequencePosition.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every event log must do, whatever it stores in. Each implementation's test extends this. */
@Timeout(60)
public abstract class EventLogContract extends IdempotencyContract {

  @Test
  void a_new_log_is_empty() {
    assertThat(log.head()).isEqualTo(ORIGIN);
    assertThat(readAll()).isEmpty();
    assertThat(log.positionBefore(Instant.parse("2100-01-01T00:00:00Z"))).isEqualTo(ORIGIN);
  }

  @Test
  void events_come_back_as_they_were_appended() {
    var opened = events.of(OPENED, ANNA);
    var paid = events.of(PAID, ANNA, BERT);

    assertThat(append(none(), opened, paid)).isEqualTo(appended(1, 2));

    assertThat(readAll()).extracting(SequencedEvent::event).containsExactly(opened, paid);
    assertThat(readAll()).extracting(e -> e.position().value()).containsExactly(1L, 2L);
    assertThat(log.head().value()).isEqualTo(2);
  }

  @Test
  void text_of_every_language_and_json_of_every_form_survive() {
    var payload = "{\"a\":\"\\u0000 \\\" {},' Ω漢字😀\\n\",  \"b\": 1.50}";
    var event = events.with(payload, Tag.of("owner", "Zoë, {\"O'Hara\\\"} 漢😀 NULL"));

    append(none(), event);

    assertThat(readAll()).extracting(SequencedEvent::event).containsExactly(event);
    assertThat(log.read(EventQuery.tagged(event.tags().iterator().next()), ORIGIN, 10)).hasSize(1);
  }

  @Test
  void an_event_may_have_no_tags_and_no_metadata() {
    var bare = events.bare(OPENED);
    append(none(), bare);
    assertThat(readAll()).extracting(SequencedEvent::event).containsExactly(bare);
  }

  @Test
  void malformed_appends_are_refused_before_anything_is_stored() {
    assertThatIllegalArgumentException().isThrownBy(() -> log.append(List.of(), none()));
    var key = new IdempotencyRecord("key", "print", "");
    var condition = failIfEventsMatch(ABOUT_ANNA, ORIGIN);
    assertThatIllegalArgumentException().isThrownBy(() -> log.append(List.of(), condition, key));
    var tooMany =
        IntStream.rangeClosed(0, EventLog.APPEND_EVENTS_MAX)
            .mapToObj(_ -> events.bare(OPENED))
            .toList();
    assertThatIllegalArgumentException().isThrownBy(() -> log.append(tooMany, none()));
    assertThatIllegalArgumentException().isThrownBy(() -> log.read(EventQuery.all(), ORIGIN, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log.read(EventQuery.all(), ORIGIN, EventReader.READ_MAX + 1));
    assertThat(readAll()).isEmpty();
  }

  @Test
  void reading_pages_through_in_order() {
    appendMany(2_500, ANNA);
    var first = log.read(ABOUT_ANNA, ORIGIN, 1_000);
    var second = log.read(ABOUT_ANNA, first.getLast().position(), 1_000);
    var third = log.read(EventQuery.all(), second.getLast().position(), 1_000);
    assertThat(third).hasSize(500);
    assertThat(third.getLast().position().value()).isEqualTo(2_500);
  }

  @Test
  void sourcing_a_long_stream_sees_every_event_once_and_returns_the_head() {
    appendMany(5_000, ANNA);
    append(none(), events.of(OPENED, BERT));
    assertSourced(ABOUT_ANNA, 5_000);
    assertSourced(EventQuery.all(), 5_001);
  }

  private void assertSourced(EventQuery query, long last) {
    var sourced = new ArrayList<Long>();
    var head = log.source(query, SequencePosition.of(10), e -> sourced.add(e.position().value()));
    assertThat(head.value()).isEqualTo(5_001);
    assertThat(sourced).isEqualTo(LongStream.rangeClosed(11, last).boxed().toList());
  }

  private void appendMany(int count, Tag tag) {
    for (var done = 0; done < count; done += 500) {
      log.append(IntStream.range(0, 500).mapToObj(_ -> events.of(PAID, tag)).toList(), none())
          .join();
    }
  }

  @Test
  void racing_writers_leave_no_gap_and_readers_never_look_back() throws Exception {
    try (var pool = Executors.newVirtualThreadPerTaskExecutor();
        var subscription = log.subscribe(ORIGIN)) {
      var writers =
          IntStream.range(0, 16)
              .mapToObj(_ -> CompletableFuture.runAsync(() -> appendPairs(50), pool))
              .toList();
      var seen = new ArrayList<Long>();
      while (seen.size() < 1_600) {
        subscription.next(100, Duration.ofSeconds(10)).forEach(e -> seen.add(e.position().value()));
      }
      assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 1_600).boxed().toList());
      writers.forEach(CompletableFuture::join);
    }
  }

  private void appendPairs(int times) {
    for (var i = 0; i < times; i++) {
      append(none(), events.of(PAID, ANNA), events.of(PAID, BERT));
    }
  }

  @Test
  void a_subscription_starts_anywhere_and_wakes_for_new_events() throws Exception {
    append(none(), events.of(OPENED, ANNA), events.of(OPENED, BERT));
    try (var behind = log.subscribe(SequencePosition.of(1));
        var live = log.subscribe(log.head())) {
      assertThat(behind.next(10, Duration.ofSeconds(10)))
          .extracting(e -> e.position().value())
          .containsExactly(2L);
      assertThat(live.next(10, Duration.ofMillis(1))).isEmpty();
      append(none(), events.of(PAID, ANNA));
      assertThat(live.next(10, Duration.ofSeconds(10)))
          .extracting(e -> e.position().value())
          .containsExactly(3L);
      assertThat(live.position().value()).isEqualTo(3);
    }
  }

  @Test
  void the_position_before_an_instant_separates_earlier_from_later() {
    append(none(), events.of(OPENED, ANNA));
    append(none(), events.of(PAID, ANNA));
    var all = readAll();
    var later = all.getLast().recordedAt();
    assertThat(log.positionBefore(all.getFirst().recordedAt())).isEqualTo(ORIGIN);
    assertThat(log.positionBefore(later.plusSeconds(1)).value()).isEqualTo(2);
    assertThat(log.positionBefore(Instant.EPOCH)).isEqualTo(ORIGIN);
    assertThat(all).isSortedAccordingTo((a, b) -> a.recordedAt().compareTo(b.recordedAt()));
  }

  @Test
  void the_position_at_an_instant_is_the_last_one_recorded_by_then() {
    for (var i = 0; i < 20; i++) {
      append(none(), events.of(OPENED, ANNA), events.of(PAID, ANNA));
    }
    var all = readAll();
    for (var event : all) {
      var at = event.recordedAt();
      assertThat(log.positionAt(at).value())
          .isEqualTo(all.stream().filter(e -> !e.recordedAt().isAfter(at)).count());
      assertThat(log.positionAt(at.minusNanos(1)).value())
          .isEqualTo(all.stream().filter(e -> e.recordedAt().isBefore(at)).count());
      assertThat(log.positionAt(at)).isEqualTo(log.positionAt(at.plusNanos(1)));
    }
    assertThat(log.positionAt(Instant.parse("9999-12-31T23:59:59.999999999Z")).value())
        .isEqualTo(40);
    assertThat(log.positionAt(Instant.parse("0000-01-01T00:00:00Z"))).isEqualTo(ORIGIN);
  }

  @Test
  void a_closed_log_refuses_and_releases_its_followers() throws Exception {
    var subscription = log.subscribe(ORIGIN);
    log.close();
    log.close();
    assertThat(subscription.next(10, Duration.ofSeconds(30))).isEmpty();
    assertThat(log.append(List.of(events.bare(OPENED)), none()))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withCauseInstanceOf(EventLogException.Unavailable.class);
  }
}
