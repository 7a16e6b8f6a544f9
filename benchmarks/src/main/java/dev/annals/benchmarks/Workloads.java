package dev.annals.benchmarks;

import dev.annals.benchmarks.workload.ConditionalAppend;
import dev.annals.benchmarks.workload.Workload;
import java.util.List;
import java.util.Set;

/** Everything there is to measure, in the order of the report. */
final class Workloads {

  static final List<Workload> ALL = List.of(new ConditionalAppend());

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
