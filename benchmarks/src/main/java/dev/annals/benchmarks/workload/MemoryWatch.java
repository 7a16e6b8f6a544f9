package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Spread;
import dev.annals.benchmarks.report.LineChart;
import dev.annals.benchmarks.report.LineChart.Point;
import dev.annals.benchmarks.service.ProcessMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The memory of a process over time. */
record MemoryWatch(List<Point> resident, List<Point> live) {

  private static final int LOOKS = 60;
  private static final Duration LOOK_MIN = Duration.ofMillis(500);

  /** A full collection halts the process, so there are few of them. */
  private static final int LOOKS_PER_COLLECTION = 6;

  private static final int PARTS = 5;

  /** Watches, and blocks, for so long. */
  static MemoryWatch during(Duration time, ProcessMemory memory) {
    var watch = new MemoryWatch(new ArrayList<>(), new ArrayList<>());
    var begun = System.nanoTime();
    var interval = Math.max(LOOK_MIN.toNanos(), time.toNanos() / LOOKS);
    var looks = time.toNanos() / interval;
    for (var look = 1; look <= looks; look++) {
      sleepUntil(begun + look * interval);
      var seconds = (System.nanoTime() - begun) / 1e9;
      watch.resident.add(new Point(seconds, memory.residentMib()));
      if (look % LOOKS_PER_COLLECTION == 0) {
        watch.live.add(new Point(seconds, memory.liveMib()));
      }
    }
    return watch;
  }

  private static void sleepUntil(long nanos) {
    while (System.nanoTime() < nanos) {
      LockSupport.parkNanos(nanos - System.nanoTime());
    }
  }

  static Spread spread(List<Point> points) {
    return Spread.of(points.stream().map(Point::y).toList());
  }

  /** The middle of the last fifth in proportion to that of the first. */
  static Spread growth(List<Point> points) {
    var part = Math.max(1, points.size() / PARTS);
    var first = spread(points.subList(0, part));
    var last = spread(points.subList(points.size() - part, points.size()));
    return Spread.of(List.of(last.median() / first.median()));
  }

  LineChart chart(String name, String title) {
    return new LineChart(
        name,
        title,
        "seconds of overload",
        "MiB",
        List.of(
            new LineChart.Series("process, resident", resident),
            new LineChart.Series("heap after a full collection", live)));
  }
}
