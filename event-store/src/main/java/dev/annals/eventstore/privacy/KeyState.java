package dev.annals.eventstore.privacy;

/** What the key store has to say about a subject. */
public sealed interface KeyState {

  /** There is a key. */
  record Held(SubjectKey key) implements KeyState {}

  /** There never will be a key again. */
  record Erased() implements KeyState {}

  /** There was no key yet. */
  record None() implements KeyState {}
}
