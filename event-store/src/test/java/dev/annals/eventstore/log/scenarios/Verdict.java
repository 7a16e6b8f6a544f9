package dev.annals.eventstore.log.scenarios;

/** What a rule makes of a request. */
sealed interface Verdict<E extends Fact> {

  static <E extends Fact> Verdict<E> accepted(E fact) {
    return new Accepted<>(fact);
  }

  static <E extends Fact> Verdict<E> rejected(String reason) {
    return new Rejected<>(reason);
  }

  record Accepted<E extends Fact>(E fact) implements Verdict<E> {}

  record Rejected<E extends Fact>(String reason) implements Verdict<E> {}
}
