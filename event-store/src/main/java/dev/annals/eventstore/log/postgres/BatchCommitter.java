package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventLogException.OutcomeUnknown;
import dev.annals.eventstore.log.EventLogException.Overloaded;
import dev.annals.eventstore.log.EventLogException.Unavailable;
import dev.annals.eventstore.log.postgres.BatchPlan.Recorded;
import dev.annals.eventstore.log.postgres.BatchWriter.Outcome;
import dev.annals.eventstore.log.postgres.BatchWriter.Outcome.Refused;
import dev.annals.eventstore.log.postgres.BatchWriter.Outcome.Written;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans a batch against the tail, writes it, and deals with what can come between. For the
 * committer thread only.
 *
 * <p>Invariant between calls: the tail has no tentative entries; if {@link #inStep}, its head was
 * the log's head when last looked at. A tail that lags behind other processes is harmless, as the
 * primary key refuses what is planned on it.
 */
final class BatchCommitter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BatchCommitter.class);

  /** Lost races against other processes before callers are told to come later. */
  private static final int RACES_MAX = 100;

  /** Batches that look up their keys beforehand, after a batch that ran into a used key. */
  private static final int CAUTIOUS_BATCHES = 100;

  private static final Duration RECONNECT_PAUSE = Duration.ofMillis(50);

  private final BatchWriter writer;
  private final LogTail tail;
  private final LogLimits limits;
  private final LongConsumer committed;
  private final WriterTurns turns;
  private final Acknowledger acknowledger;
  private volatile Stored stored = new Stored(0, 0, 0, 0);
  private boolean inStep;
  private int cautiousBatches;

  /** What was written since the start. */
  record Stored(long batches, long appends, long events, long lostRaces) {

    private Stored and(BatchPlan plan) {
      return new Stored(
          batches + 1, appends + plan.accepted(), events + plan.events().size(), lostRaces);
    }

    private Stored andLostRace() {
      return new Stored(batches, appends, events, lostRaces + 1);
    }
  }

  /**
   * @param name of the thread that tells the callers
   * @param committed is told the new head after each commit; must be quick
   */
  BatchCommitter(
      String name, BatchWriter writer, LogTail tail, LogLimits limits, LongConsumer committed) {
    this.writer = writer;
    this.tail = tail;
    this.limits = limits;
    this.committed = committed;
    this.turns = new WriterTurns(System::nanoTime);
    this.acknowledger = new Acknowledger(name);
  }

  /** Reads the log's head, so that the first append finds everything ready. */
  void start() throws SQLException {
    getInStep();
    acknowledger.start();
  }

  /**
   * Waits for this process's turn, if others write the same log, so that whatever comes meanwhile
   * can go into the batch. Failures are left to {@link #commit}.
   */
  void prepare() {
    try {
      getInStep();
      beginTurn();
    } catch (SQLException | RuntimeException e) {
      LOG.debug("No turn without the database, or with a row that makes no sense", e);
      disconnect();
    }
  }

  /** Lets others write. */
  private void endTurn() {
    try {
      writer.endTurn();
    } catch (SQLException e) {
      LOG.debug("The turn went with its connection", e);
      disconnect();
    }
  }

  /** For any thread. */
  Stored stored() {
    return stored;
  }

  /** Stores what can be stored and answers every caller, whatever happens. */
  void commit(List<PendingAppend> batch) {
    try {
      tryCommit(batch);
    } catch (SQLException e) {
      recover(batch, e);
    } catch (EventLogException e) {
      giveUp(batch, e);
    } catch (Throwable e) {
      // Also errors: the thread must live, and nobody may wait for ever.
      LOG.error("An append failed; its callers are told", e);
      giveUp(batch, new OutcomeUnknown("The append failed: " + e, e));
    } finally {
      endTurn();
    }
  }

  private void tryCommit(List<PendingAppend> batch) throws SQLException {
    getInStep();
    var used = new HashMap<String, Recorded>();
    if (cautiousBatches > 0) {
      cautiousBatches--;
      learn(used, keysOf(batch));
    }
    for (var race = 0; race < RACES_MAX; race++) {
      beginTurn();
      if (planAndWrite(batch, used)) {
        return;
      }
    }
    throw new Overloaded("Lost %d races for the head of the log".formatted(RACES_MAX));
  }

  private void beginTurn() throws SQLException {
    if (writer.isInTurn() || !turns.areTaken()) {
      return;
    }
    var before = tail.head();
    if (writer.beginTurn(tail, limits.tailEventsMax())) {
      if (tail.head() > before) {
        turns.othersSeen();
      }
    } else {
      LOG.debug("Another process does not end its turn; going on without");
      turns.missed();
    }
  }

  private boolean planAndWrite(List<PendingAppend> batch, Map<String, Recorded> used)
      throws SQLException {
    var plan = BatchPlan.of(batch, tail, used, writer::findMatch);
    if (learn(used, plan.refusedKeys())) {
      tail.rollBack();
      return false;
    }
    if (plan.isEmpty()) {
      acknowledger.tell(batch.size(), plan::complete);
      return true;
    }
    switch (write(plan)) {
      case Written(var recordedAt) -> {
        tail.settle(recordedAt);
        stored = stored.and(plan);
        acknowledger.tell(batch.size(), plan::complete);
        committed.accept(tail.settledHead());
        return true;
      }
      case Refused refused -> {
        stored = stored.andLostRace();
        tail.rollBack();
        learnFrom(refused, plan, used);
        return false;
      }
    }
  }

  private void learnFrom(Refused refused, BatchPlan plan, Map<String, Recorded> used)
      throws SQLException {
    switch (refused) {
      case HEAD_TAKEN -> catchUp();
      case KEY_TAKEN -> learn(used, plan.newRecords().keySet());
      case TRY_AGAIN -> LOG.debug("The database rolled a batch back; planning it again");
    }
  }

  /** Adds the recorded ones of the keys to {@code used}; returns whether there were any. */
  private boolean learn(Map<String, Recorded> used, Set<String> keys) throws SQLException {
    if (keys.isEmpty()) {
      return false;
    }
    var found = writer.findRecords(keys);
    used.putAll(found);
    if (!found.isEmpty()) {
      cautiousBatches = CAUTIOUS_BATCHES;
    }
    return !found.isEmpty();
  }

  private static Set<String> keysOf(List<PendingAppend> batch) {
    return batch.stream()
        .map(PendingAppend::idempotency)
        .filter(idempotency -> idempotency != null)
        .map(idempotency -> idempotency.key())
        .collect(Collectors.toSet());
  }

  private Outcome write(BatchPlan plan) throws SQLException {
    try {
      return writer.write(plan);
    } catch (SQLException e) {
      if (!Connections.isLost(e)) {
        throw e;
      }
      return settle(plan, e);
    }
  }

  /**
   * The connection went away under a batch, which may be stored, lost or still running in an
   * orphaned server process. Writing the same events at the same positions again settles it:
   * whichever comes first, the primary key lets only one of them in.
   */
  private Outcome settle(BatchPlan plan, SQLException lost) {
    LOG.warn("Lost the connection during a commit; settling its outcome", lost);
    var deadlineNanos = System.nanoTime() + limits.recoveryTimeout().toNanos();
    var cause = lost;
    while (System.nanoTime() < deadlineNanos && !Thread.currentThread().isInterrupted()) {
      writer.close();
      LockSupport.parkNanos(RECONNECT_PAUSE.toNanos());
      try {
        requireNotSetBack(plan, cause);
        var outcome = writer.write(plan);
        var written = outcome instanceof Refused ? writer.find(plan) : null;
        return written == null ? outcome : written;
      } catch (SQLException e) {
        cause = e;
      }
    }
    inStep = false;
    throw new OutcomeUnknown(
        "The database went away during a commit and did not return within "
            + limits.recoveryTimeout(),
        cause);
  }

  /**
   * After a failover that lost commits, or a restore, the plan's place may not be next any more.
   */
  private void requireNotSetBack(BatchPlan plan, SQLException lost) throws SQLException {
    var head = writer.head();
    if (head < plan.base()) {
      throw new OutcomeUnknown(
          "The log was set back: its head is %d, and was %d".formatted(head, plan.base()), lost);
    }
  }

  private void getInStep() throws SQLException {
    if (inStep) {
      return;
    }
    var head = writer.head();
    if (head - tail.settledHead() <= limits.tailEventsMax() && isStillThere(tail.headId())) {
      catchUp();
    } else {
      tail.reset(head);
    }
    inStep = true;
  }

  /** Whether the tail's last event is in the log, and with it all before. */
  private boolean isStillThere(@Nullable UUID id) throws SQLException {
    return id != null && id.equals(writer.idAt(tail.settledHead()));
  }

  /** Reads what other processes appended. */
  private void catchUp() throws SQLException {
    if (writer.readInto(tail, limits.tailEventsMax())) {
      turns.othersSeen();
    }
  }

  private void disconnect() {
    inStep = false;
    writer.close();
  }

  /**
   * Nothing of the batch is stored: the error came before the write, or is the server's word that
   * it rolled back.
   */
  private void recover(List<PendingAppend> batch, SQLException e) {
    tail.rollBack();
    endTurn();
    if (Connections.isLost(e)) {
      LOG.warn("The database does not answer: {}", e.getMessage());
      giveUp(batch, new Unavailable("The event log's database does not answer", e));
    } else if (batch.size() > 1 && Connections.isAboutData(e)) {
      LOG.warn("The database refused a batch of {}; trying them one by one", batch.size(), e);
      batch.forEach(append -> commit(List.of(append)));
    } else {
      LOG.error("The database refused an append", e);
      giveUp(batch, new Unavailable("The event log's database refused the append", e));
    }
  }

  private void giveUp(List<PendingAppend> batch, EventLogException e) {
    tail.rollBack();
    if (!(e instanceof Overloaded)) {
      disconnect();
    }
    acknowledger.tell(
        batch.size(), () -> batch.forEach(append -> append.result().completeExceptionally(e)));
  }

  @Override
  public void close() {
    writer.close();
    acknowledger.close();
  }
}
