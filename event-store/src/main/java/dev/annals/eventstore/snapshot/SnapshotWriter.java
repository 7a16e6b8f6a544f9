package dev.annals.eventstore.snapshot;

import dev.annals.eventstore.log.SequencePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves states on a thread of its own, behind the decisions. Bounded: what does not fit is dropped
 * and counted, since a later state will do as well. The thread starts with the first state.
 */
final class SnapshotWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriter.class);
  private static final int BATCH_MAX = 64;
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);
  private static final int QUEUE_LIMIT = 100_000;

  private final SnapshotStore store;
  private final SnapshotCodec codec;
  private final Tally<SnapshotOutcome> outcomes;
  private final BlockingQueue<Task> queue;
  private final Thread thread;
  private boolean started;
  private volatile boolean closing;

  SnapshotWriter(
      SnapshotStore store, SnapshotCodec codec, Tally<SnapshotOutcome> outcomes, int queueMax) {
    if (queueMax < 1 || queueMax > QUEUE_LIMIT) {
      throw new IllegalArgumentException(
          "1 to %d states may wait to be saved, not %d".formatted(QUEUE_LIMIT, queueMax));
    }
    this.store = store;
    this.codec = codec;
    this.outcomes = outcomes;
    this.queue = new ArrayBlockingQueue<>(queueMax);
    this.thread = Thread.ofPlatform().name("annals-snapshots").daemon().unstarted(this::run);
  }

  private sealed interface Task {}

  private record Save(FoldKey key, int version, SequencePosition position, Object state)
      implements Task {}

  private record Remove(Snapshot snapshot) implements Task {}

  /** Nothing to do but to look whether this is the end. */
  private record Wake() implements Task {}

  /** Never blocks; false if the state was dropped. */
  boolean save(FoldKey key, int version, SequencePosition position, Object state) {
    return offer(new Save(key, version, position, state));
  }

  void remove(Snapshot snapshot) {
    if (!offer(new Remove(snapshot))) {
      LOG.warn("The snapshot of {} stays for now: too many wait", snapshot.key());
    }
  }

  private boolean offer(Task task) {
    if (closing || !queue.offer(task)) {
      outcomes.add(SnapshotOutcome.DROPPED);
      return false;
    }
    ensureStarted();
    return true;
  }

  private synchronized void ensureStarted() {
    if (!started && !closing) {
      started = true;
      thread.start();
    }
  }

  private void run() {
    var tasks = new ArrayList<Task>();
    while (!closing || !queue.isEmpty()) {
      try {
        tasks.add(queue.take());
        queue.drainTo(tasks, BATCH_MAX - 1);
        work(tasks);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException trouble) {
        outcomes.add(SnapshotOutcome.FAILED, tasks.size());
        LOG.warn("Could not save {} snapshots: {}", tasks.size(), trouble.toString());
      } catch (Error fatal) {
        LOG.error("No more snapshots will be saved", fatal);
        throw fatal;
      } finally {
        tasks.clear();
      }
    }
  }

  /** Removals first: what is to be removed would outlast the save of an earlier position. */
  private void work(List<Task> tasks) {
    var latest = new LinkedHashMap<FoldKey, Save>();
    for (var task : tasks) {
      switch (task) {
        case Wake _ -> {}
        case Remove(var snapshot) -> store.remove(snapshot);
        case Save save -> latest.merge(save.key(), save, SnapshotWriter::further);
      }
    }
    var snapshots = new ArrayList<Snapshot>();
    for (var save : latest.values()) {
      try {
        snapshots.add(
            new Snapshot(save.key(), save.version(), save.position(), codec.encode(save.state())));
      } catch (IllegalArgumentException unfit) {
        outcomes.add(SnapshotOutcome.FAILED);
        LOG.warn("The state of {} is unfit for a snapshot: {}", save.key(), unfit.getMessage());
      }
    }
    if (!snapshots.isEmpty()) {
      store.save(snapshots);
      outcomes.add(SnapshotOutcome.SAVED, snapshots.size());
    }
  }

  private static Save further(Save one, Save other) {
    return other.position().isAfter(one.position()) ? other : one;
  }

  @Override
  public void close() {
    closing = true;
    if (!isStarted()) {
      return;
    }
    try {
      // A full queue needs no waking.
      queue.offer(new Wake());
      if (!thread.join(DRAIN_TIMEOUT)) {
        LOG.warn("{} snapshots remain unsaved", queue.size());
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isStarted() {
    return started;
  }
}
