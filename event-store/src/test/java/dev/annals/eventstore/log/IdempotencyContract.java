package dev.annals.eventstore.log;

import static dev.annals.eventstore.log.AppendCondition.failIfEventsMatch;
import static dev.annals.eventstore.log.AppendCondition.none;
import static dev.annals.eventstore.log.SequencePosition.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a key does for an append that is made again. */
public abstract class IdempotencyContract extends ConditionContract {

  @Test
  void a_used_key_stores_nothing_and_returns_the_first_answer() {
    var first = new IdempotencyRecord("key-1", "print-1", "{\"ok\":true}");
    var retry = new IdempotencyRecord("key-1", "print-2", "other");
    log.append(List.of(events.of(OPENED, ANNA), events.of(PAID, ANNA)), none(), first).join();

    assertThat(log.append(List.of(events.of(PAID, ANNA)), none(), retry).join())
        .isEqualTo(new Duplicate(first, SequencePosition.of(2)));
    assertThat(readAll()).hasSize(2);
  }

  @Test
  void the_key_is_looked_at_before_the_condition() {
    var key = new IdempotencyRecord("key-1", "print-1", "");
    var condition = failIfEventsMatch(ABOUT_ANNA, ORIGIN);
    log.append(List.of(events.of(OPENED, ANNA)), condition, key).join();

    assertThat(log.append(List.of(events.of(OPENED, ANNA)), condition, key).join())
        .isEqualTo(new Duplicate(key, SequencePosition.of(1)));
  }

  @Test
  void a_refused_append_does_not_use_its_key() {
    var key = new IdempotencyRecord("key-1", "print-1", "");
    append(none(), events.of(OPENED, ANNA));
    var condition = failIfEventsMatch(ABOUT_ANNA, ORIGIN);
    assertThat(log.append(List.of(events.of(PAID, ANNA)), condition, key).join())
        .isInstanceOf(Conflict.class);

    assertThat(log.append(List.of(events.of(PAID, ANNA)), none(), key).join())
        .isEqualTo(appended(2, 2));
  }

  @Test
  void an_answer_alone_can_be_recorded() {
    append(none(), events.of(OPENED, ANNA));
    var answer = new IdempotencyRecord("key-1", "print-1", "rejected");

    assertThat(log.append(List.of(), none(), answer).join()).isEqualTo(appended(2, 1));
    assertThat(log.append(List.of(events.of(PAID, ANNA)), none(), answer).join())
        .isEqualTo(new Duplicate(answer, SequencePosition.of(1)));
    assertThat(readAll()).hasSize(1);
  }

  @Test
  void of_simultaneous_appends_with_one_key_exactly_one_is_stored() {
    var key = new IdempotencyRecord("key-1", "print-1", "");
    var results =
        IntStream.range(0, 32)
            .mapToObj(_ -> log.append(List.of(events.of(OPENED, ANNA)), none(), key))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(results).filteredOn(Appended.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(Duplicate.class::isInstance).hasSize(31);
    assertThat(readAll()).hasSize(1);
  }
}
