package dev.annals.benchmarks;

import dev.annals.benchmarks.workload.ConditionalAppend;
import dev.annals.benchmarks.workload.Decision;
import dev.annals.benchmarks.workload.Growth;
import dev.annals.benchmarks.workload.HotTag;
import dev.annals.benchmarks.workload.Merchant;
import dev.annals.benchmarks.workload.NodePeers;
import dev.annals.benchmarks.workload.Overload;
import dev.annals.benchmarks.workload.Rebuild;
import dev.annals.benchmarks.workload.Replay;
import dev.annals.benchmarks.workload.Restart;
import dev.annals.benchmarks.workload.SealedLogs;
import dev.annals.benchmarks.workload.SequentialRead;
import dev.annals.benchmarks.workload.SourceByTag;
import dev.annals.benchmarks.workload.SubscriberLatency;
import dev.annals.benchmarks.workload.TwoWriters;
import dev.annals.benchmarks.workload.UnconditionalBatches;
import dev.annals.benchmarks.workload.Visibility;
import dev.annals.benchmarks.workload.Workload;
import java.util.List;
import java.util.Set;

/** Everything there is to measure, in the order of the report. */
final class Workloads {

  static final List<Workload> ALL =
      List.of(
          new ConditionalAppend(),
          new NodePeers(),
          new UnconditionalBatches(),
          new Decision(),
          new HotTag(),
          new Merchant(),
          new SourceByTag(),
          new SequentialRead(),
          new SubscriberLatency(),
          new TwoWriters(),
          new Growth(),
          new Restart(),
          new Replay(),
          new Overload(),
          new Visibility(),
          new Rebuild(),
          new SealedLogs());

  private Workloads() {}

  static List<String> names() {
    return ALL.stream().map(Workload::name).toList();
  }

  /** Those of these names; all if there is no name. */
  static List<Workload> named(Set<String> names) {
    var all = names();
    for (var name : names) {
      if (!all.contains(name)) {
        throw new IllegalArgumentException("No workload '%s'; there are %s".formatted(name, all));
      }
    }
    return ALL.stream()
        .filter(workload -> names.isEmpty() || names.contains(workload.name()))
        .toList();
  }
}
