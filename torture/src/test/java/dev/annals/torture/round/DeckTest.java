package dev.annals.torture.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeckTest {

  private static final Integer[] CARDS = {1, 2, 3, 4, 5};

  @Test
  void draws_every_card_as_often_as_any_other() {
    var deck = new Deck<>(CARDS, new Random(1));
    for (var i = 0; i < 3; i++) {
      assertThat(Stream.generate(deck::draw).limit(CARDS.length)).containsExactlyInAnyOrder(CARDS);
    }
  }
}
