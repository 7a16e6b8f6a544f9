package dev.annals.eventstore.log.postgres;

import java.util.function.LongSupplier;

/**
 * What a log is put together from. The proof that the checker of concurrent histories would notice
 * a broken part replaces one at a time.
 */
interface LogParts {

  LogParts STANDARD = new LogParts() {};

  default LogTail tail(LogLimits limits) {
    return new LogTail(limits.tailEventsMax(), limits.tailCharactersMax(), tentativeMax(limits));
  }

  default BatchWriter writer(LogSessions sessions) {
    return new BatchWriter(sessions);
  }

  default TagIndexer indexer(LogSessions sessions, LongSupplier head, LogLimits limits) {
    return new TagIndexer(sessions, head, limits.tailEventsMax());
  }

  private static int tentativeMax(LogLimits limits) {
    return limits.batchEventsMax() + PostgresEventLog.APPEND_EVENTS_MAX;
  }
}
