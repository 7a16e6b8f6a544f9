package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.AppendResult;

/** What the caller of an append learned. */
public sealed interface Outcome {

  /** The log answered. */
  record Answered(AppendResult result) implements Outcome {}

  /** Overloaded or unavailable, which promises that nothing was stored. */
  record NothingStored(String why) implements Outcome {}

  /** The log does not know, or the caller died before it was told. */
  record Unknown(String why) implements Outcome {}

  /** No answer within a time that is longer than all waits of the log together. */
  record Silence(long waitedMillis) implements Outcome {}

  /** An exception that the log's contract does not know. */
  record Broken(String why) implements Outcome {}
}
