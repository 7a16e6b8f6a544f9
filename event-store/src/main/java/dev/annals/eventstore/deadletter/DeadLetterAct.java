package dev.annals.eventstore.deadletter;

import dev.annals.eventstore.log.SequencePosition;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be done about a sequence of dead letters, and what came of it.
 *
 * @param position the letter to evict; null for a redrive, which is of the whole sequence
 * @param lettersDone applied or evicted so far
 * @param outcome null as long as it is to be done
 * @param detail what stopped it, in one line
 */
public record DeadLetterAct(
    long act,
    Target target,
    Kind kind,
    @Nullable SequencePosition position,
    Request request,
    int lettersDone,
    @Nullable Outcome outcome,
    @Nullable String detail) {

  /** Either way the sequence goes on where it stands. */
  public enum Kind {
    /** Apply all letters of the sequence, in order, and then no longer hold it up. */
    REDRIVE,
    /** Never apply this letter. */
    EVICT
  }

  /** How an act ends. */
  public enum Outcome {
    DONE,
    /** A letter failed again; it and those behind it are still there. */
    FAILED,
    /** There was nothing left to do it to. */
    GONE
  }

  /** Which sequence it is about. */
  public record Target(int segment, String orderingKey) {}

  /**
   * Who wants it, why, and since when.
   *
   * @param provenance from where, for whom, and as part of what, as in the metadata of events
   */
  public record Request(String actor, String reason, Instant at, Map<String, String> provenance) {

    public Request {
      provenance = Map.copyOf(provenance);
    }

    public Request(String actor, String reason, Instant at) {
      this(actor, reason, at, Map.of());
    }
  }
}
