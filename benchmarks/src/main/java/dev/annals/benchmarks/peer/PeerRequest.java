package dev.annals.benchmarks.peer;

/**
 * What a process shall do now.
 *
 * @param millis how long
 */
public record PeerRequest(int callers, long millis) {}
