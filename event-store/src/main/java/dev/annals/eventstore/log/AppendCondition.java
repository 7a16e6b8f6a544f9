package dev.annals.eventstore.log;

/** What must still be true for an append to succeed. Data, not code, so it can run as SQL. */
public sealed interface AppendCondition {

  static AppendCondition none() {
    return Unconditional.INSTANCE;
  }

  static AppendCondition failIfEventsMatch(EventQuery query, SequencePosition after) {
    return new FailIfEventsMatch(query, after);
  }

  /** Append no matter what; only for facts that take part in no decision. */
  record Unconditional() implements AppendCondition {
    private static final Unconditional INSTANCE = new Unconditional();
  }

  /** Fail if an event matching {@code query} lies after {@code after}. */
  record FailIfEventsMatch(EventQuery query, SequencePosition after) implements AppendCondition {}
}
