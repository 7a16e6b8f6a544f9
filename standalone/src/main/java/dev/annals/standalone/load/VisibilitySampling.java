package dev.annals.standalone.load;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures, for some of the accepted commands, when their effect can be read: the read asks for the
 * command's position, so the service answers as soon as it has it. Never delays the sender.
 */
final class VisibilitySampling implements AutoCloseable {

  /**
   * What was measured.
   *
   * @param skipped samples not taken, since too many reads were under way
   */
  record Summary(Latencies.Summary sinceAcknowledged, Latencies.Summary sinceSent, long skipped) {}

  /** A command whose effect is to be awaited; times as of {@link System#nanoTime}. */
  record Sample(KeyedInstruction keyed, long position, long sentNanos, long acknowledgedNanos) {}

  private static final int READS_MAX = 64;
  private static final long LAST_READS_SECONDS = 120;

  private final QueryClient queries;
  private final Differences differences;
  private final Semaphore reads = new Semaphore(READS_MAX);
  private final Latencies sinceAcknowledged = new Latencies();
  private final Latencies sinceSent = new Latencies();
  private final LongAdder skipped = new LongAdder();
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  VisibilitySampling(QueryClient queries, Differences differences) {
    this.queries = queries;
    this.differences = differences;
  }

  void take(Sample sample) {
    if (reads.tryAcquire()) {
      readers.execute(() -> measure(sample));
    } else {
      skipped.increment();
    }
  }

  private void measure(Sample sample) {
    try {
      var account = sample.keyed().instruction().accounts().getFirst();
      var view = queries.account(account, sample.position());
      var visibleNanos = System.nanoTime();
      if (view.position() < sample.position()) {
        differences.add(
            "%s: acknowledged at position %d, but the view of account %s is of position %d"
                .formatted(sample.keyed().origin(), sample.position(), account, view.position()));
      }
      sinceAcknowledged.record(visibleNanos - sample.acknowledgedNanos());
      sinceSent.record(visibleNanos - sample.sentNanos());
    } catch (LoadFailedException e) {
      differences.add(
          "%s: acknowledged at position %d, but not visible: %s"
              .formatted(sample.keyed().origin(), sample.position(), e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reads.release();
    }
  }

  /** Awaits the reads under way. */
  Summary finish() throws InterruptedException {
    readers.shutdown();
    if (!readers.awaitTermination(LAST_READS_SECONDS, TimeUnit.SECONDS)) {
      throw new LoadFailedException(
          "The query service has not answered the last reads for %d seconds."
              .formatted(LAST_READS_SECONDS));
    }
    return new Summary(sinceAcknowledged.summary(), sinceSent.summary(), skipped.sum());
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }
}
