package dev.annals.eventstore.log.scenarios;

import static dev.annals.eventstore.log.AppendCondition.none;
import static dev.annals.eventstore.log.scenarios.Verdict.accepted;
import static dev.annals.eventstore.log.scenarios.Verdict.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.scenarios.RecordOnceScenario.OrderPlaced;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A form sent twice, or again after a timeout, is one order: by a tag, or by the log's own key. */
abstract class RecordOnceScenario extends Scenario<OrderPlaced> {

  record OrderPlaced(String order, String form) implements Fact {
    @Override
    public Set<Tag> tags() {
      return Set.of(formTag(form));
    }
  }

  private static Tag formTag(String form) {
    return Tag.of("form", form);
  }

  RecordOnceScenario(Supplier<List<EventLog>> processes) {
    super(processes, Map.of("shop.OrderPlaced", OrderPlaced.class));
  }

  private static Decision<Boolean, OrderPlaced> place(String order, String form) {
    return new Decision<>(
        EventQuery.tagged(formTag(form)),
        false,
        (_, _) -> true,
        sent -> sent ? rejected("sent before") : accepted(new OrderPlaced(order, form)));
  }

  private AppendResult placeByKey(int order, String form) {
    var event = json().write(new OrderPlaced("" + order, form));
    return log(order)
        .append(List.of(event), none(), new IdempotencyRecord(form, form, "order " + order))
        .join();
  }

  @Test
  void a_form_sent_again_is_not_a_second_order() {
    assertThat(when(place("1", "form a"))).isEqualTo(accepted(new OrderPlaced("1", "form a")));
    assertThat(when(place("2", "form a"))).isEqualTo(rejected("sent before"));
    assertThat(when(place("2", "form b"))).isEqualTo(accepted(new OrderPlaced("2", "form b")));
  }

  @Test
  void a_form_sent_several_times_at_once_is_one_order() {
    var verdicts = whenAtOnce(each(i -> place("" + i, "form a")));

    assertThat(verdicts).filteredOn(rejected("sent before")::equals).hasSize(RACERS - 1);
    assertThat(recorded()).hasSize(1);
    assertThat(conflicts()).isEqualTo(RACERS - 1);
  }

  @Test
  void the_logs_own_key_gives_a_retry_the_first_answer() {
    var first = placeByKey(1, "form a");

    assertThat(first).isEqualTo(new Appended(SequencePosition.of(1), SequencePosition.of(1)));
    assertThat(placeByKey(2, "form a"))
        .isEqualTo(
            new Duplicate(
                new IdempotencyRecord("form a", "form a", "order 1"), SequencePosition.of(1)));
    assertThat(recorded()).containsExactly(new OrderPlaced("1", "form a"));
  }

  @Test
  void the_logs_own_key_lets_one_of_several_simultaneous_calls_in() {
    var results = atOnce(i -> placeByKey(i, "form a"));

    assertThat(results).filteredOn(Appended.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(Duplicate.class::isInstance).hasSize(RACERS - 1);
    assertThat(recorded()).hasSize(1);
  }
}
