package dev.annals.torture.reads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A check that finds nothing proves nothing. */
class DeliveryCheckTest {

  private static final Map<String, List<Long>> LOG = Map.of("a", List.of(1L, 2L, 5L));

  @Test
  void deliveries_as_in_the_log_are_right() {
    assertThat(violations(List.of(1L, 2L, 5L))).isEmpty();
  }

  @Test
  void a_delivery_that_is_missing_repeated_or_out_of_order_is_named() {
    assertThat(violations(List.of(1L, 5L)))
        .containsExactly("a: delivery 2 should be of position 2 and is of 5");
    assertThat(violations(List.of(1L, 2L)))
        .containsExactly("a: delivery 3 should be of position 5 and is of none");
    assertThat(violations(List.of(1L, 2L, 2L, 5L)))
        .containsExactly("a: delivery 3 should be of position 5 and is of 2");
    assertThat(violations(List.of(2L, 1L, 5L)))
        .containsExactly("a: delivery 1 should be of position 1 and is of 2");
    assertThat(violations(List.of(1L, 2L, 5L, 5L)))
        .containsExactly("a: delivery 4 should be of position none and is of 5");
  }

  @Test
  void an_account_that_nobody_opened_is_named() {
    var violations = new ArrayList<String>();
    DeliveryCheck.compare(Map.of(), Map.of("x", List.of(1L)), violations);
    assertThat(violations).containsExactly("x: is not in the log");
  }

  private static List<String> violations(List<Long> delivered) {
    var violations = new ArrayList<String>();
    DeliveryCheck.compare(LOG, Map.of("a", delivered), violations);
    return violations;
  }
}
