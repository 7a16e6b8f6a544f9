package dev.annals.command.web;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CommandPropertiesTest {

  @Test
  void commands_under_way_are_never_without_bounds() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CommandProperties(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new CommandProperties(100_001));
  }
}
