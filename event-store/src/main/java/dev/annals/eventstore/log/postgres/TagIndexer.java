package dev.annals.eventstore.log.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Writes the index of tags behind the commits, in sorted bulks. Several processes may do so at
 * once; each bulk is written by one of them. Bulks are not flushed on their own: a crash of the
 * server may undo the last ones together with their rows of {@code tag_index}, and they are written
 * again.
 */
class TagIndexer extends BackgroundTask {

  /** Events of one bulk. */
  private static final int BULK_MAX = 10_000;

  private static final int BULK_MIN = 100;

  /** So many waiting events are indexed without a pause. */
  private static final int EAGER = 4_000;

  /** Small bulks cost more per event and a row each, so a trickle is gathered. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** How often the log itself is asked, in case another process died before it indexed. */
  private static final int PAUSES_PER_LOOK = 10;

  private static final Duration THROTTLE = Duration.ofMillis(100);

  private final LongSupplier tailHead;
  private final int lagMax;
  private volatile long through;
  private volatile @Nullable Thread throttled;
  private int pauses;
  private int bulk = BULK_MAX;

  /**
   * @param tailHead the highest position this process knows to be in the log
   * @param lagMax events behind the head after which the committer is slowed down
   */
  TagIndexer(LogSessions sessions, LongSupplier tailHead, int lagMax) {
    super(
        "annals-indexer-" + sessions.log().schema(),
        sessions,
        LoggerFactory.getLogger(TagIndexer.class));
    this.tailHead = tailHead;
    this.lagMax = lagMax;
  }

  /** For the committer: the head moved on. Holds it up while the index is too far behind. */
  final void committed(long head) {
    if (head - through < EAGER) {
      return;
    }
    wake();
    if (lag() > lagMax && !isClosed()) {
      throttled = Thread.currentThread();
      LockSupport.parkNanos(this, THROTTLE.toNanos());
      throttled = null;
    }
  }

  /** Events known in this process that are not indexed, as far as it knows. */
  final long lag() {
    return Math.max(0, tailHead.getAsLong() - through);
  }

  final int lagMax() {
    return lagMax;
  }

  @Override
  final void connected(Connection connection) throws SQLException {
    through = indexed(connection);
    pauses = 0;
  }

  @Override
  final Duration work(Connection connection) throws SQLException {
    var head = pauses++ % PAUSES_PER_LOOK == 0 ? LogHead.read(connection) : tailHead.getAsLong();
    while (head > through && !isClosed()) {
      var before = through;
      indexBulk(connection, head);
      LockSupport.unpark(throttled);
      head = Math.max(head, tailHead.getAsLong());
      if (through == before || head - through < EAGER) {
        return PAUSE;
      }
    }
    return PAUSE;
  }

  /** A bulk that failed, perhaps because it took too long, is tried again with half the events. */
  private void indexBulk(Connection connection, long head) throws SQLException {
    var to = Math.min(head, through + bulk);
    bulk = Math.max(BULK_MIN, bulk / 2);
    through = index(connection, through, to) ? to : indexed(connection);
    bulk = Math.min(BULK_MAX, bulk * 4);
  }

  /** Whether it was this process that indexed {@code after+1..to}. */
  boolean index(Connection connection, long after, long to) throws SQLException {
    return write(connection, after, to) > 0;
  }

  /** Indexes {@code after+1..to} if that is next; how many tags those events have. */
  static int write(Connection connection, long after, long to) throws SQLException {
    try (var statement = connection.prepareStatement(EventLogSql.INDEX)) {
      statement.setLong(1, after);
      statement.setLong(2, to);
      statement.setLong(3, after);
      statement.setLong(4, to);
      statement.setLong(5, after);
      statement.setLong(6, to);
      statement.setLong(7, after);
      statement.setLong(8, to);
      return statement.executeUpdate();
    }
  }

  static long indexed(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(EventLogSql.SELECT_INDEXED);
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
