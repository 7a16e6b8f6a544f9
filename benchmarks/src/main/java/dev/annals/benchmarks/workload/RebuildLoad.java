package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.PacedCalls;
import dev.annals.benchmarks.service.Builds;
import dev.annals.benchmarks.service.StrictClients;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Clients that pay and read at a steady pace, while a view is built anew or while it is not.
 *
 * @param callsPerSecond of each kind
 */
record RebuildLoad(StrictClients clients, Builds builds, int callsPerSecond) {

  /** One stretch of each kind. */
  record Round(Stretch quiet, Stretch busy) {}

  private interface Watch {
    Stretch.Watched run() throws IOException;
  }

  /** Plays rounds; both kinds of stretches take turns at being first. */
  List<Round> play(int count, Duration time) throws IOException {
    var rounds = new ArrayList<Round>();
    for (var number = 0; number < count; number++) {
      if (number % 2 == 0) {
        var quiet = quiet(time);
        rounds.add(new Round(quiet, busy()));
      } else {
        var busy = busy();
        rounds.add(new Round(quiet(time), busy));
      }
    }
    return rounds;
  }

  private Stretch quiet(Duration time) throws IOException {
    var end = System.nanoTime() + time.toNanos();
    return during(() -> Stretch.watch(builds, _ -> System.nanoTime() >= end));
  }

  Stretch busy() throws IOException {
    return during(
        () -> {
          var build = builds.rebuild();
          return Stretch.watch(builds, look -> look.isLive(build));
        });
  }

  private Stretch during(Watch watch) throws IOException {
    var over = new AtomicBoolean();
    try (var thread = Executors.newSingleThreadExecutor()) {
      var calls = thread.submit(() -> callUntil(over));
      var watched = watchUntil(over, watch);
      return new Stretch(calls.get(), clients.findings(), watched);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The clients failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while clients call", e);
    }
  }

  private CallTimes callUntil(AtomicBoolean over) {
    return CallTimes.of(
        () -> PacedCalls.until(over::get, callsPerSecond, clients::payAndRead),
        () -> PacedCalls.until(over::get, callsPerSecond, clients::read));
  }

  private static Stretch.Watched watchUntil(AtomicBoolean over, Watch watch) throws IOException {
    try {
      return watch.run();
    } finally {
      over.set(true);
    }
  }
}
