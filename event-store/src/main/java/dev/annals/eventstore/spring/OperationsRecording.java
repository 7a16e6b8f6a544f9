package dev.annals.eventstore.spring;

import dev.annals.eventstore.deadletter.ActRecorder;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.PostgresEventLog;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Ties the recording of acts to the application. Its log is no bean: whoever asks for the log means
 * the one that is read.
 */
final class OperationsRecording implements SmartLifecycle {

  private final LogConnection connection;
  private final DataSource readDatabase;
  private @Nullable EventLog log;
  private @Nullable ActRecorder recorder;

  OperationsRecording(LogConnection connection, DataSource readDatabase) {
    this.connection = connection;
    this.readDatabase = readDatabase;
  }

  @Override
  public synchronized void start() {
    var opened = PostgresEventLog.open(connection, LogLimits.defaults());
    var started = new ActRecorder(readDatabase, opened);
    started.start();
    log = opened;
    recorder = started;
  }

  /** How many acts wait to be recorded; not a number while that is not known. */
  synchronized double waiting() {
    var waiting = recorder == null ? OptionalInt.empty() : recorder.waiting();
    return waiting.isPresent() ? waiting.getAsInt() : Double.NaN;
  }

  /** An append that is cut off is made again after the next start. */
  @Override
  public synchronized void stop() {
    if (recorder != null) {
      recorder.close();
      recorder = null;
    }
    if (log != null) {
      log.close();
      log = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return log != null;
  }

  /** After the tables are there, which the projections migrate. */
  @Override
  public int getPhase() {
    return ProjectionLifecycle.PHASE + 1;
  }
}
