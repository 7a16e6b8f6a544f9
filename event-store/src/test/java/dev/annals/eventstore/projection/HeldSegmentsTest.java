package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.deadletter.DeadLetterAct;
import dev.annals.eventstore.deadletter.DeadLetterAct.Kind;
import dev.annals.eventstore.deadletter.DeadLetterAct.Request;
import dev.annals.eventstore.deadletter.DeadLetterAct.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldSegmentsTest {

  private final HeldSegments held = new HeldSegments(1);

  @Test
  void segments_at_the_same_position_go_together() {
    held.grant(claims(4, 10));
    var group = held.next(true).orElseThrow();
    assertThat(group.segments()).hasSize(4);
    assertThat(group.othersWait()).isFalse();
    assertThat(group.suspect()).as("nobody has looked where they stand").isTrue();
    assertThat(held.next(true)).as("all are busy").isEmpty();

    held.correct(group, claims(4, 10));
    held.advance(group, 20);
    held.done(group);

    assertThat(held.next(true).orElseThrow())
        .satisfies(next -> assertThat(next.position()).isEqualTo(20))
        .satisfies(next -> assertThat(next.suspect()).isFalse());
  }

  @Test
  void several_workers_share_them() {
    var shared = new HeldSegments(2);
    shared.grant(claims(8, 0));
    assertThat(shared.next(true).orElseThrow().segments()).hasSize(4);
    assertThat(shared.next(true).orElseThrow().segments()).hasSize(4);
    assertThat(shared.next(true)).isEmpty();
  }

  @Test
  void a_worker_that_needs_no_others_takes_all_at_the_same_position() {
    var shared = new HeldSegments(2);
    shared.grant(claims(8, 7));
    assertThat(shared.lowest()).isEqualTo(7);
    assertThat(shared.next(false).orElseThrow().segments()).hasSize(8);
    assertThat(shared.next(false)).isEmpty();
  }

  @Test
  void who_is_behind_has_turns_between_the_others_until_they_meet() {
    held.grant(claims(3, 100));
    held.grant(List.of(new SegmentClaim(3, 1, 40)));

    var behind = held.next(true).orElseThrow();
    assertThat(behind.position()).isEqualTo(40);
    assertThat(behind.through()).isEqualTo(100);
    assertThat(behind.othersWait()).isTrue();
    held.advance(behind, 70);
    held.done(behind);
    var others = held.next(true).orElseThrow();
    assertThat(others.segments()).hasSize(3);
    held.done(others);
    behind = held.next(true).orElseThrow();
    assertThat(behind.position()).isEqualTo(70);
    held.advance(behind, 100);
    held.done(behind);

    assertThat(held.next(true).orElseThrow().segments()).hasSize(4);
  }

  @Test
  void who_waits_after_a_failure_holds_up_nobody_and_comes_back_alone() {
    held.grant(claims(4, 10));
    var group = held.next(true).orElseThrow();
    var failing = group.segments().subList(1, 2);
    held.separate(failing);
    held.done(group);
    var cautious =
        List.of(held.next(true).orElseThrow(), held.next(true).orElseThrow()).stream()
            .filter(SegmentGroup::cautious)
            .findFirst()
            .orElseThrow();
    assertThat(cautious.segments()).isEqualTo(failing);

    held.postpone(failing, Duration.ofDays(1));
    held.done(cautious);
    assertThat(held.next(true)).as("the rest is busy and the other has to wait").isEmpty();
    assertThat(held.nanosUntilDue(Long.MAX_VALUE))
        .isBetween(Duration.ofHours(23).toNanos(), Duration.ofDays(1).toNanos());
  }

  @Test
  void what_is_lost_or_given_up_is_worked_on_no_more() {
    held.grant(claims(4, 10));
    held.dropLost(
        List.of(
            new SegmentClaim(0, 1, 10), new SegmentClaim(1, 2, 10), new SegmentClaim(2, 1, 10)));
    assertThat(held.numbers()).containsExactly(0, 2);

    held.giveUp(1);
    assertThat(held.count()).isEqualTo(1);
    assertThat(held.takeUnwanted()).containsExactly(new SegmentClaim(2, 1, 10));
    assertThat(held.next(true).orElseThrow().segments()).hasSize(1);
  }

  @Test
  void what_is_busy_is_given_up_only_afterwards() {
    held.grant(claims(2, 10));
    var group = held.next(true).orElseThrow();
    held.giveUp(2);
    assertThat(held.takeUnwanted()).isEmpty();
    held.advance(group, 15);
    held.done(group);
    assertThat(held.takeUnwanted()).extracting(SegmentClaim::position).containsExactly(15L, 15L);
  }

  @Test
  void a_lease_is_not_renewed_for_a_worker_that_hangs() {
    held.grant(claims(2, 10));
    assertThat(held.renewable(Duration.ZERO)).hasSize(2);
    var unused = held.next(true).orElseThrow();
    assertThat(held.renewable(Duration.ofDays(1))).hasSize(2);
    assertThat(held.renewable(Duration.ZERO)).isEmpty();
    assertThat(unused.segments()).hasSize(2);
  }

  @Test
  void a_segment_that_went_back_is_noticed() {
    held.grant(claims(2, 10));
    var group = held.next(true).orElseThrow();
    assertThat(held.correct(group, claims(2, 12))).isFalse();
    assertThat(held.correct(group, claims(2, 5))).isTrue();
    held.done(group);
    assertThat(held.next(true).orElseThrow().position()).isEqualTo(5);
  }

  @Test
  void an_act_is_done_by_its_segment_alone_and_one_at_a_time() {
    held.grant(claims(2, 10));
    assertThat(held.assign(List.of(act(1), act(2)))).isTrue();
    assertThat(held.assign(List.of(act(3)))).isFalse();
    var groups = List.of(held.next(true).orElseThrow(), held.next(true).orElseThrow());
    var acting = groups.stream().filter(group -> group.act() != null).findFirst().orElseThrow();
    assertThat(acting.segments()).extracting(SegmentClaim::segment).containsExactly(1);
    held.actIsOver(acting);
    assertThat(held.assign(List.of(act(3)))).isTrue();
  }

  private static DeadLetterAct act(long number) {
    var request = new Request("ops", "why", Instant.EPOCH);
    return new DeadLetterAct(
        number, new Target(1, "key"), Kind.REDRIVE, null, request, 0, null, null);
  }

  private static List<SegmentClaim> claims(int count, long position) {
    return IntStream.range(0, count)
        .mapToObj(segment -> new SegmentClaim(segment, 1, position))
        .toList();
  }
}
