package dev.annals.eventstore.projection;

import dev.annals.eventstore.deadletter.DeadLetterAct;
import org.jspecify.annotations.Nullable;

/** What a process knows of a segment that it holds. Guarded by {@link HeldSegments}. */
final class HeldSegment {

  final int segment;
  final long epoch;
  long position;

  /** A worker is busy with it. */
  boolean busy;

  long busySince;

  /** To be worked on by itself, since an event failed that may be of this segment or of another. */
  boolean alone;

  /** What this process believes of it has to be looked up before it moves on. */
  boolean suspect = true;

  /** What is to be done about its dead letters before it moves on. */
  @Nullable DeadLetterAct act;

  /** To be given up when no worker is busy with it. */
  boolean unwanted;

  /** Not before this moment, as {@link System#nanoTime}. */
  long dueNanos;

  /** When a worker was last busy with it, in turns. */
  long lastTurn;

  HeldSegment(SegmentClaim claim, long nowNanos) {
    this.segment = claim.segment();
    this.epoch = claim.epoch();
    this.position = claim.position();
    this.dueNanos = nowNanos;
  }

  SegmentClaim claim() {
    return new SegmentClaim(segment, epoch, position);
  }

  boolean isFree(long nowNanos) {
    return !busy && !unwanted && dueNanos - nowNanos <= 0;
  }
}
