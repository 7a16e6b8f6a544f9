package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.history.Observation.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Random writers in several logs on one schema, and readers beside them. */
public final class ConcurrentHistory {

  private static final int WRITERS_PER_LOG = 6;
  private static final Duration CATCH_UP_MAX = Duration.ofSeconds(15);

  private final List<Observation> observations = new ArrayList<>();
  private final List<? extends EventLog> logs;
  private final long seed;

  private ConcurrentHistory(List<? extends EventLog> logs, long seed) {
    this.logs = logs;
    this.seed = seed;
  }

  /** Everything that was seen while every writer took so many steps. */
  public static List<Observation> record(List<? extends EventLog> logs, int steps, long seed)
      throws InterruptedException, ExecutionException {
    var history = new ConcurrentHistory(logs, seed);
    history.run(steps);
    return List.copyOf(history.observations);
  }

  private void run(int steps) throws InterruptedException, ExecutionException {
    var stopped = new AtomicBoolean();
    var writers = new ArrayList<Future<?>>();
    var readers = new ArrayList<Future<?>>();
    try (var pool = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (var i = 0; i < logs.size(); i++) {
        var process = "log" + i;
        for (var caller = 0; caller < WRITERS_PER_LOG; caller++) {
          writers.add(pool.submit(writer(logs.get(i), process, caller, steps)));
        }
        var log = logs.get(i);
        readers.add(pool.submit(() -> read(log, process, stopped)));
        readers.add(pool.submit(() -> follow(log, process, stopped)));
      }
      try {
        for (var writer : writers) {
          writer.get();
        }
      } finally {
        stopped.set(true);
      }
      for (var reader : readers) {
        reader.get();
      }
    }
  }

  private Callable<@Nullable Void> writer(EventLog log, String process, int caller, int steps) {
    return () -> {
      var callerSeed = seed * 1_000 + caller + process.hashCode();
      new RandomWriter(log, new Shared(), process, caller, callerSeed).run(steps);
      return null;
    };
  }

  private void read(EventLog log, String process, AtomicBoolean stopped) {
    new RandomReader(log, new Shared(), process, WRITERS_PER_LOG, seed).runUntil(stopped::get);
  }

  private @Nullable Void follow(EventLog log, String process, AtomicBoolean stopped)
      throws InterruptedException {
    new Follower(log, new Shared(), process, WRITERS_PER_LOG + 1, seed, CATCH_UP_MAX)
        .runUntil(SequencePosition.ORIGIN, stopped::get);
    return null;
  }

  private final class Shared implements Recorder {

    @Override
    public void begun(Attempt attempt) {}

    @Override
    public void observed(Observation observation) {
      synchronized (observations) {
        observations.add(observation);
      }
    }
  }
}
