package dev.annals.eventstore.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An act of which the log of operations does not know everything yet.
 *
 * @param projection whose dead letters it is about
 * @param build which of its builds
 * @param finishedAt null as long as it is to be done
 * @param isRequestRecorded whether the log knows that it was asked for
 */
record ActToRecord(
    DeadLetterAct act,
    String projection,
    int version,
    String build,
    @Nullable Instant finishedAt,
    boolean isRequestRecorded) {}
