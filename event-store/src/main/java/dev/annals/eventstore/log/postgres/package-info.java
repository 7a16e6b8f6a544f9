/**
 * The event log on PostgreSQL.
 *
 * <p>Life of an append: a caller checks what it can against the database, then queues ({@link
 * dev.annals.eventstore.log.postgres.GroupCommitter}); one thread takes all that waits, checks
 * every condition against the recent events in memory ({@link
 * dev.annals.eventstore.log.postgres.LogTail}), and inserts the accepted ones at exactly
 * head+1..head+n in one statement, which is one transaction and one round trip. If another process
 * was faster, the primary key refuses; the committer reads what it missed into its tail and checks
 * again. Hence commit order is position order and there are no gaps. Correctness rests on no lock;
 * processes that meet take turns ({@link dev.annals.eventstore.log.postgres.WriterTurns}), which
 * wastes less.
 *
 * <p>Behind the commits {@link dev.annals.eventstore.log.postgres.LogNotifier} wakes the followers
 * and {@link dev.annals.eventstore.log.postgres.TagIndexer} indexes tags. Who reads by tag ({@link
 * dev.annals.eventstore.log.postgres.EventPages}) takes what the index holds and adds what lies
 * behind it.
 */
@NullMarked
package dev.annals.eventstore.log.postgres;

import org.jspecify.annotations.NullMarked;
