package dev.annals.torture.round;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws each card once, in random order, then all of them again. */
public final class Deck<T> {

  private final List<T> cards;
  private final Random random;
  private final List<T> drawable = new ArrayList<>();

  public Deck(T[] cards, Random random) {
    this.cards = List.of(cards);
    this.random = random;
  }

  /** The next card. */
  public T draw() {
    if (drawable.isEmpty()) {
      drawable.addAll(cards);
      Collections.shuffle(drawable, random);
    }
    return drawable.removeLast();
  }
}
