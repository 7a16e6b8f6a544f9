package dev.annals.benchmarks.service;

import java.lang.management.CompilationMXBean;
import java.util.Arrays;
import java.util.List;

/** How busy the just-in-time compilers of processes are. For one thread. */
public final class Compilers implements AutoCloseable {

  private static final double NANOS_PER_MILLI = 1e6;

  private final List<ProcessBeans> processes;
  private final List<CompilationMXBean> compilers;
  private long lookedNanos = System.nanoTime();
  private long lookedMillis;

  private Compilers(List<ProcessBeans> processes) {
    this.processes = processes;
    this.compilers =
        processes.stream().map(process -> process.one(CompilationMXBean.class)).toList();
    this.lookedMillis = millis();
  }

  /** Of processes of the same user. */
  public static Compilers of(long... pids) {
    return new Compilers(Arrays.stream(pids).mapToObj(ProcessBeans::of).toList());
  }

  private long millis() {
    return compilers.stream().mapToLong(CompilationMXBean::getTotalCompilationTime).sum();
  }

  /** How many of the machine's processors they have kept busy since the last look. */
  public double look() {
    var nanos = System.nanoTime();
    var millis = millis();
    var share = (millis - lookedMillis) * NANOS_PER_MILLI / (nanos - lookedNanos);
    lookedNanos = nanos;
    lookedMillis = millis;
    return share;
  }

  @Override
  public void close() {
    processes.forEach(ProcessBeans::close);
  }
}
