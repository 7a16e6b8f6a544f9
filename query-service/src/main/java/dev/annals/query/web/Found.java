package dev.annals.query.web;

/**
 * What came of looking for something as of a moment.
 *
 * @param <T> what was looked for
 */
public sealed interface Found<T> {

  /** As it was at that moment. */
  record There<T>(T value) implements Found<T> {}

  /** It exists, but did not at that moment. */
  record NotYet<T>() implements Found<T> {}

  /** The view does not know it. */
  record Nowhere<T>() implements Found<T> {}
}
