package dev.annals.eventstore.deadletter;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.EventLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records every act as events in a log of its own: one when it is asked for, one when it is over.
 *
 * <p>The act's row says what is recorded, and the log refuses what it has already. So whatever dies
 * between the two, and however many processes record the same acts, each event is there once in the
 * end.
 */
public final class ActRecorder implements AutoCloseable {

  /** Nobody needs to know more exactly. */
  public static final int WAITING_MAX = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(ActRecorder.class);

  private static final int PAGE_MAX = 100;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
  private static final Duration APPEND_MAX = Duration.ofSeconds(30);

  private final DataSource readDatabase;
  private final EventLog operations;
  private volatile CountDownLatch closing = new CountDownLatch(0);
  private volatile OptionalInt waiting = OptionalInt.empty();

  /**
   * A recorder that is to be {@linkplain #start started}.
   *
   * @param readDatabase where the acts are
   * @param operations where to record them; closing it is left to whoever opened it
   */
  public ActRecorder(DataSource readDatabase, EventLog operations) {
    this.readDatabase = readDatabase;
    this.operations = operations;
  }

  /**
   * How many acts waited to be recorded when this was last looked at, as it is about once a second;
   * at most {@link #WAITING_MAX}. Empty if the last look failed.
   */
  public OptionalInt waiting() {
    return waiting;
  }

  /** Records on a thread of its own, until closed. */
  public void start() {
    var closed = new CountDownLatch(1);
    closing = closed;
    Thread.ofPlatform().name("annals-acts").daemon(true).start(() -> recordUntil(closed));
  }

  private void recordUntil(CountDownLatch closed) {
    var pause = LOOK;
    try {
      while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        pause = recordOrTell(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long to wait before the next look; longer with each failure in a row. */
  private Duration recordOrTell(Duration pause) throws InterruptedException {
    try {
      var recorded = recordSome();
      look();
      return recorded == PAGE_MAX ? Duration.ZERO : LOOK;
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      // Also errors: a recorder that died unseen would lose every later act.
      look();
      LOG.warn("Acts on dead letters wait to be recorded: {}", e.toString());
      var longer = pause.compareTo(LOOK) < 0 ? LOOK : pause.multipliedBy(2);
      return longer.compareTo(PAUSE_MAX) < 0 ? longer : PAUSE_MAX;
    }
  }

  /** Fails in silence: whoever asks learns that it is not known. */
  private void look() {
    try (var connection = readDatabase.getConnection()) {
      waiting = OptionalInt.of(ActsToRecord.count(connection, WAITING_MAX));
    } catch (Throwable e) {
      // Also errors.
      waiting = OptionalInt.empty();
      LOG.debug("How many acts wait to be recorded is not known", e);
    }
  }

  /** Records the first acts that are not; tells how many there were. */
  int recordSome() throws SQLException, InterruptedException {
    try (var connection = readDatabase.getConnection()) {
      var acts = ActsToRecord.first(connection, PAGE_MAX);
      for (var act : acts) {
        record(connection, act);
      }
      return acts.size();
    }
  }

  private void record(Connection connection, ActToRecord act)
      throws SQLException, InterruptedException {
    if (!act.isRequestRecorded()) {
      append(ActEvent.requested(act));
      ActsToRecord.requestIsRecorded(connection, act);
    }
    var finishedAt = act.finishedAt();
    if (finishedAt != null) {
      append(ActEvent.finished(act, finishedAt));
      ActsToRecord.outcomeIsRecorded(connection, act);
    }
  }

  /** Whether it was stored now or before does not matter. */
  private void append(ActEvent act) throws InterruptedException {
    var appended = operations.append(List.of(act.event()), AppendCondition.none(), act.key());
    try {
      appended.get(APPEND_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The log of operations does not take events: " + e, e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
