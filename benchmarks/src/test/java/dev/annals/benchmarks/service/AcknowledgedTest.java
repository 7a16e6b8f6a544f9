package dev.annals.benchmarks.service;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcknowledgedTest {

  private final Acknowledged commands = new Acknowledged();

  @BeforeEach
  void one_was_accepted_and_one_never_answered() {
    commands.accept(1);
    commands.doubt(3);
  }

  @Test
  void what_was_accepted_is_in_the_log_and_what_is_doubtful_may_be() {
    commands.see(1);
    assertThatNoException().isThrownBy(commands::requireAllSeen);

    commands.see(3);
    assertThatNoException().isThrownBy(commands::requireAllSeen);
  }

  @Test
  void finds_what_was_lost() {
    commands.see(3);
    assertThatIllegalStateException()
        .isThrownBy(commands::requireAllSeen)
        .withMessageContaining("{1}");
  }

  @Test
  void finds_what_is_stored_though_it_was_rejected() {
    assertThatIllegalStateException().isThrownBy(() -> commands.see(2));
  }

  @Test
  void finds_what_is_stored_twice() {
    commands.see(1);
    assertThatIllegalStateException().isThrownBy(() -> commands.see(1));
    commands.see(3);
    assertThatIllegalStateException().isThrownBy(() -> commands.see(3));
  }
}
