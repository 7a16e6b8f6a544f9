package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LastPositionsTest {

  private static final int KEYS = 5_000;

  private final Random random = new Random(7);
  private final LastPositions last = new LastPositions();
  private final HashMap<Long, Long> model = new HashMap<>();

  /** Few keys on few slots, so that they get in each other's way, and a floor that follows. */
  @Test
  void answers_as_a_map_would_above_the_floor() {
    for (var position = 1L; position <= 200_000; position++) {
      var floor = Math.max(0, position - 3_000);
      var key = key();
      var before = last.put(key, position, floor);
      assertAbove(floor, before, model.getOrDefault(key, LastPositions.NONE));
      if (random.nextInt(3) == 0) {
        last.restore(key, before);
      } else {
        model.put(key, position);
      }
      var other = key();
      assertAbove(floor, last.get(other), model.getOrDefault(other, LastPositions.NONE));
    }
  }

  @Test
  void forgets_everything_when_cleared() {
    last.put(1, 1, 0);
    last.clear();
    assertThat(last.get(1)).isEqualTo(LastPositions.NONE);
  }

  private long key() {
    return (long) random.nextInt(KEYS) << 4;
  }

  private static void assertAbove(long floor, long actual, long expected) {
    if (expected > floor) {
      assertThat(actual).isEqualTo(expected);
    } else {
      assertThat(actual).isLessThanOrEqualTo(floor);
    }
  }
}
