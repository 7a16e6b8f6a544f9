package dev.annals.benchmarks.peer;

import dev.annals.benchmarks.measure.Run;
import java.util.Map;

/**
 * What a process did.
 *
 * @param acknowledged how many events to each of its callers, by name
 * @param stored how many events more its store has than before, if it counted them itself, or else
 *     -1
 */
public record PeerAnswer(Run run, Map<String, Long> acknowledged, long stored) {}
