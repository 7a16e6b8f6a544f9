package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Rounds;
import dev.annals.benchmarks.measure.Spread;

/**
 * What was measured of a sealed log.
 *
 * @param paces of events
 * @param memoryMib of verifiers, at its highest
 * @param appends with and without a sealer
 * @param lagEvents not sealed yet at the end of runs
 * @param proofs over HTTP
 * @param proofsTriedAgain after a 503
 * @param proofsPerSecond of those at a steady pace
 * @param restartMillis until an event was sealed that a new sealer found
 */
record SealFigures(
    long events,
    Paces paces,
    Spread memoryMib,
    long archiveBytes,
    Rounds appends,
    Spread lagEvents,
    Rounds proofs,
    long proofBytesMax,
    long proofHashesMax,
    long proofsTriedAgain,
    int proofsPerSecond,
    Spread restartMillis) {

  /** Events per second. */
  record Paces(
      Spread appended,
      Spread sealed,
      Spread verifiedDatabase,
      Spread exported,
      Spread verifiedExport,
      Spread archived,
      Spread verifiedArchive,
      Spread restored) {}
}
