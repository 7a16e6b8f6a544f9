package dev.annals.benchmarks.measure;

import static dev.annals.benchmarks.measure.Figure.OPERATIONS_PER_SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private static final Pace THREE_ROUNDS =
      new Pace(3, Duration.ofSeconds(1), Duration.ofMillis(500));

  private final List<String> order = new ArrayList<>();

  @Test
  void every_round_begins_with_another_contestant() {
    Rounds.play(List.of(scripted("a", 0, 1, 1, 1), scripted("b", 0, 1, 1, 1)), THREE_ROUNDS);

    assertThat(order).containsExactly("a", "b", "a", "b", "b", "a", "a", "b");
  }

  @Test
  void a_ratio_compares_runs_of_the_same_round_and_no_warm_up() {
    var rounds =
        Rounds.play(
            List.of(scripted("a", 1_000, 10, 40, 90), scripted("b", 1, 10, 20, 30)), THREE_ROUNDS);

    assertThat(rounds.ratio("a", "b", OPERATIONS_PER_SECOND)).isEqualTo(new Spread(1, 2, 3));
    assertThat(rounds.spread("a", OPERATIONS_PER_SECOND)).isEqualTo(new Spread(10, 40, 90));
  }

  @Test
  void two_contestants_of_one_name_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rounds.play(List.of(scripted("a"), scripted("a")), THREE_ROUNDS));
  }

  private Contestant scripted(String name, long... operations) {
    Queue<Run> runs = new ArrayDeque<>();
    for (var count : operations) {
      runs.add(new Run(count, 0, count, 1, 1, 1));
    }
    return new Contestant() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Run run(Duration time) {
        order.add(name);
        return runs.remove();
      }
    };
  }
}
