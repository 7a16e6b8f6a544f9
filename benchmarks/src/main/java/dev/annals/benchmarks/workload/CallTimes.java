package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Spread;
import dev.annals.benchmarks.report.Figures;
import dev.annals.benchmarks.report.Table;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.HdrHistogram.Histogram;

/**
 * How long calls of two kinds took that were made at the same time.
 *
 * @param visibleNanos from when a payment was due until it was read
 * @param readNanos from when a read was due until it was answered
 */
record CallTimes(Histogram visibleNanos, Histogram readNanos) {

  /** Makes both kinds of calls at the same time. */
  static CallTimes of(Callable<Histogram> visible, Callable<Histogram> read) {
    try (var threads = Executors.newFixedThreadPool(2)) {
      var visibleNanos = threads.submit(visible);
      var readNanos = threads.submit(read);
      return new CallTimes(visibleNanos.get(), readNanos.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("A client failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while clients call", e);
    }
  }

  /** One of the two kinds. */
  interface Kind {
    Histogram of(CallTimes times);
  }

  static Spread millis(List<CallTimes> rounds, Kind kind, double percentile) {
    return Spread.of(
        rounds.stream()
            .map(round -> kind.of(round).getValueAtPercentile(percentile) / 1e6)
            .toList());
  }

  /** A table for {@link #row}s. */
  static Table.Builder table() {
    return Table.of("Milliseconds", "", "per second", "p50", "p99", "slowest");
  }

  static void row(
      Table.Builder table, String name, int perSecond, List<CallTimes> rounds, Kind kind) {
    table.row(
        name,
        Figures.of((double) perSecond),
        Figures.of(millis(rounds, kind, 50)),
        Figures.of(millis(rounds, kind, 99)),
        Figures.of(millis(rounds, kind, 100)));
  }
}
