package dev.annals.eventstore.log.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/**
 * Tells the followers of all processes that there are new events, once for whatever was committed
 * since the last time. Not part of the commit, where it would hold a lock of the whole server until
 * the disk has answered. A notification lost with the process costs a follower one poll interval.
 */
final class LogNotifier extends BackgroundTask {

  private static final Duration UNTIL_WOKEN = Duration.ofSeconds(10);

  /** The first commit after a pause is told of at once; of many in a row, not every single one. */
  private static final Duration BETWEEN = Duration.ofMillis(2);

  private final String channel;
  private volatile long head;
  private long notified;

  LogNotifier(LogSessions sessions) {
    super(
        "annals-notifier-" + sessions.log().schema(),
        sessions,
        LoggerFactory.getLogger(LogNotifier.class));
    this.channel = sessions.log().channel();
  }

  /** For the committer: there are events up to this position. */
  void committed(long newHead) {
    head = newHead;
    wake();
  }

  @Override
  Duration work(Connection connection) throws SQLException, InterruptedException {
    while (head > notified && !isClosed()) {
      var now = head;
      try (var statement = connection.prepareStatement(EventLogSql.NOTIFY)) {
        statement.setString(1, channel);
        statement.setString(2, Long.toString(now));
        statement.execute();
      }
      notified = now;
      Thread.sleep(BETWEEN);
    }
    return UNTIL_WOKEN;
  }
}
