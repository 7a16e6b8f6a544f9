package dev.annals.eventstore.audit.verify;

import dev.annals.eventstore.audit.note.Checkpoint;

/** What a verification found. */
public sealed interface Verdict {

  /**
   * Every event looked at is what was signed.
   *
   * @param checkpoint the signed size and root, recomputed
   * @param from the first position looked at
   * @param through the last one
   * @param unsealed events after it that nobody has signed yet
   */
  record Intact(Checkpoint checkpoint, long from, long through, long unsealed) implements Verdict {}

  /**
   * Something is not what was signed.
   *
   * @param position the first one that differs
   * @param through the same, or, if the tiles were changed as well, where the range ends in which
   *     it is
   */
  record Different(long position, long through, String what) implements Verdict {}

  /** There is nothing to compare with: no checkpoint, or none that a trusted key signed. */
  record Unproven(String why) implements Verdict {}
}
