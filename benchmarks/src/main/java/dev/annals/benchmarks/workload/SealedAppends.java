package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Run;
import dev.annals.benchmarks.store.LogSealer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends to a log, with a sealer beside them or without. What was not sealed when a run ends is
 * sealed before the next one begins.
 *
 * @param sealer null for none
 * @param lags events not sealed yet at the end of each run
 */
record SealedAppends(
    String name, ConditionalAppends appends, @Nullable LogSealer sealer, List<Double> lags)
    implements Contestant {

  @Override
  public Run run(Duration time) {
    if (sealer == null) {
      return appends.run(time);
    }
    try (var sealing = sealer.start()) {
      LogSealer.await(sealing, status -> status.turn() && status.lagEvents() == 0);
      var run = appends.run(time);
      lags.add((double) sealing.status().lagEvents());
      var head = appends.store().head();
      LogSealer.await(sealing, status -> status.size() >= head);
      return run;
    }
  }

  @Override
  public void close() {
    appends.close();
  }
}
