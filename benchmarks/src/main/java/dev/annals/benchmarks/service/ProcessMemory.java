package dev.annals.benchmarks.service;

import java.io.IOException;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much memory another Java virtual machine of this machine needs. */
public final class ProcessMemory implements AutoCloseable {

  private static final double MIB = 1 << 20;
  private static final double MIB_KIB = 1 << 10;

  private final long pid;
  private final ProcessBeans beans;
  private final MemoryMXBean memory;
  private final List<MemoryPoolMXBean> heap;

  private ProcessMemory(long pid, ProcessBeans beans) {
    this.pid = pid;
    this.beans = beans;
    this.memory = beans.one(MemoryMXBean.class);
    this.heap =
        beans.all(MemoryPoolMXBean.class).stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
  }

  /** Of a process of the same user. */
  public static ProcessMemory of(long pid) {
    return new ProcessMemory(pid, ProcessBeans.of(pid));
  }

  /** What the heap holds right after a full collection, which this asks for. */
  public double liveMib() {
    memory.gc();
    return heap.stream().mapToLong(ProcessMemory::live).sum() / MIB;
  }

  private static long live(MemoryPoolMXBean pool) {
    var usage = pool.getCollectionUsage();
    return usage == null ? 0 : usage.getUsed();
  }

  /** What of the process is in the machine's memory: heap, code, threads and all. */
  public double residentMib() {
    try {
      var status = Path.of("/proc", Long.toString(pid), "status");
      var kib = Files.exists(status) ? fromStatus(status) : fromPs();
      return Long.parseLong(kib.strip()) / MIB_KIB;
    } catch (IOException | NumberFormatException e) {
      throw new IllegalStateException("Cannot tell the size of process " + pid, e);
    }
  }

  private static String fromStatus(Path status) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> line.replaceAll("\\D", ""))
        .findFirst()
        .orElseThrow(() -> new IOException("No VmRSS in " + status));
  }

  private String fromPs() throws IOException {
    var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    try (var output = ps.inputReader()) {
      return output.readAllAsString();
    }
  }

  @Override
  public void close() {
    beans.close();
  }
}
