package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.report.Section;

/** A kind of work to be measured. */
public interface Workload {

  /** As on the command line. */
  String name();

  /** Measures, which may take minutes. */
  Section run(Arena arena);
}
