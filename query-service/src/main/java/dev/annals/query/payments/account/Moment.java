package dev.annals.query.payments.account;

import java.time.Instant;

/** Where an event is in the log, and when it happened. */
record Moment(long position, Instant at) {}
