package dev.annals.eventstore.log.postgres;

/**
 * What this process's use of a log has come to; the counts grow from its opening on.
 *
 * @param queuedAppends appends waiting for the committer now
 * @param refusedAppends appends refused as overload
 * @param batches commits
 * @param appends appends stored
 * @param events events stored
 * @param lostRaces batches that another process or a used key was faster than
 * @param indexLag events known here that the tag index does not cover yet; grows while the indexer
 *     is in trouble
 * @param indexLagMax the lag from which on appends are slowed down
 */
public record WriterWork(
    int queuedAppends,
    long refusedAppends,
    long batches,
    long appends,
    long events,
    long lostRaces,
    long indexLag,
    int indexLagMax) {

  /** Whether the tag index is so far behind that it holds up appends. */
  public boolean isIndexBehind() {
    return indexLag > indexLagMax;
  }
}
