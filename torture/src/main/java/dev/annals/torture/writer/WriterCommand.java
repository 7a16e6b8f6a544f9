package dev.annals.torture.writer;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.history.Follower;
import dev.annals.eventstore.log.history.RandomReader;
import dev.annals.eventstore.log.history.RandomWriter;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.PostgresEventLog;
import dev.annals.torture.record.HistoryWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * One writer process: appends and reads in many threads, and records what each sees, until its
 * standard input ends. Prints how many appends were decided.
 */
@Command(name = "writer", hidden = true)
public final class WriterCommand implements Callable<Integer> {

  private static final Duration OPEN_MAX = Duration.ofMinutes(3);
  private static final Duration CATCH_UP_MAX = Duration.ofMinutes(1);
  private static final Duration OPEN_PAUSE = Duration.ofMillis(100);
  private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(100);
  private static final int FOLLOW_FROM_THE_START_ONE_IN = 4;

  @Mixin private WriterOptions options = new WriterOptions();

  private final UnaryOperator<EventLog> around;
  private final AtomicLong decided = new AtomicLong();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicBoolean writersEnded = new AtomicBoolean();

  /** Writers of the log as it is. */
  public WriterCommand() {
    this(log -> log);
  }

  /**
   * Writers of a log that is not as it is.
   *
   * @param around put around the log, with a bug that the campaign should find
   */
  public WriterCommand(UnaryOperator<EventLog> around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Thread.ofPlatform().daemon().start(this::stopWithInput);
    Thread.ofPlatform().daemon().start(this::printProgress);
    try (var log = open();
        var pool = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      run(log, pool);
    }
    System.out.println(decided.get());
    return 0;
  }

  /** Now as a service has them, now so tight that every one of them is met. */
  private LogLimits limits() {
    var usual = LogLimits.defaults();
    return options.seed() % 2 == 0
        ? usual
        : new LogLimits(
            usual.queueAppendsMax(),
            usual.queueCharactersMax(),
            64,
            usual.batchCharactersMax(),
            500,
            100_000,
            usual.readersMax(),
            usual.pollInterval(),
            Duration.ofMillis(500));
  }

  /** The server may just be starting again. */
  private EventLog open() throws InterruptedException {
    var connection = new LogConnection(options.url(), options.user(), "trusted", options.schema());
    var deadlineNanos = System.nanoTime() + OPEN_MAX.toNanos();
    while (true) {
      try {
        return around.apply(PostgresEventLog.open(connection, limits()));
      } catch (EventLogException e) {
        if (System.nanoTime() > deadlineNanos) {
          throw e;
        }
        LockSupport.parkNanos(OPEN_PAUSE.toNanos());
      }
    }
  }

  private void run(EventLog log, ExecutorService pool)
      throws IOException, InterruptedException, ExecutionException {
    var random = new Random(options.seed());
    var writers = new ArrayList<Future<?>>();
    for (var caller = 0; caller < options.threads(); caller++) {
      writers.add(pool.submit(writer(log, caller, random.nextLong())));
    }
    var reader = pool.submit(reader(log, options.threads(), random.nextLong()));
    var follower = pool.submit(follower(log, options.threads() + 1, random));
    try {
      awaitAll(writers);
    } finally {
      stopped.set(true);
      writersEnded.set(true);
    }
    awaitAll(List.of(reader, follower));
  }

  private static void awaitAll(List<? extends Future<?>> futures)
      throws InterruptedException, ExecutionException {
    for (var future : futures) {
      future.get();
    }
  }

  private Callable<@Nullable Void> writer(EventLog log, int caller, long seed) throws IOException {
    var recorder = new Counting(recorder(caller), decided);
    return () -> {
      new RandomWriter(log, recorder, options.name(), caller, seed).runUntil(stopped::get);
      return null;
    };
  }

  private Runnable reader(EventLog log, int caller, long seed) throws IOException {
    var recorder = recorder(caller);
    return () ->
        new RandomReader(log, recorder, options.name(), caller, seed).runUntil(stopped::get);
  }

  private Callable<@Nullable Void> follower(EventLog log, int caller, Random random)
      throws IOException {
    var recorder = recorder(caller);
    var seed = random.nextLong();
    var fromTheStart = random.nextInt(FOLLOW_FROM_THE_START_ONE_IN) == 0;
    return () -> {
      var from = fromTheStart ? SequencePosition.ORIGIN : head(log);
      new Follower(log, recorder, options.name(), caller, seed, CATCH_UP_MAX)
          .runUntil(from, writersEnded::get);
      return null;
    };
  }

  private static SequencePosition head(EventLog log) {
    try {
      return log.head();
    } catch (EventLogException _) {
      return SequencePosition.ORIGIN;
    }
  }

  /** Closed by the end of the process. */
  private HistoryWriter recorder(int caller) throws IOException {
    return new HistoryWriter(options.histories(), options.name(), caller);
  }

  /** Also ends when the parent dies. */
  private void stopWithInput() {
    try {
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      System.err.println("Cannot listen for the end: " + e);
    } finally {
      stopped.set(true);
    }
  }

  private void printProgress() {
    while (true) {
      System.out.println(decided.get());
      LockSupport.parkNanos(PROGRESS_INTERVAL.toNanos());
    }
  }
}
