package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecurringTextsTest {

  private final RecurringTexts texts = new RecurringTexts();

  @Test
  void a_text_that_comes_again_is_the_same_object() {
    var first = of("payments.MoneyDeposited");
    assertThat(first).isEqualTo("payments.MoneyDeposited");
    assertThat(of("payments.MoneyDeposited")).isSameAs(first);
  }

  @Test
  void texts_are_never_mistaken_for_each_other() {
    for (var round = 0; round < 2; round++) {
      for (var i = 0; i < 5_000; i++) {
        var text = "test.Type" + i;
        assertThat(of(text)).isEqualTo(text);
      }
    }
    for (var text : List.of("", "x", "Ω漢字😀", "test.Type1", "test.Type11")) {
      assertThat(of(text)).isEqualTo(text);
    }
  }

  /** In the middle of others, as it stands in a row. */
  private String of(String text) {
    var row = ("before" + text + "after").getBytes(StandardCharsets.UTF_8);
    return texts.of(row, 6, text.getBytes(StandardCharsets.UTF_8).length);
  }
}
