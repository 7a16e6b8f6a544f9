package dev.annals.query.web;

import dev.annals.eventstore.log.SequencePosition;

/**
 * The moment that an answer is about: what the events up to a position say.
 *
 * @param position inclusive
 */
public record AsOf(SequencePosition position) {

  /** As far as the view has come. */
  public static final AsOf NOW = new AsOf(SequencePosition.of(Long.MAX_VALUE));

  public boolean isNow() {
    return equals(NOW);
  }
}
