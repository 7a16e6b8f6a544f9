package dev.annals.benchmarks.service;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** How much memory another Java virtual machine of this machine needs. */
public final class ProcessMemory implements AutoCloseable {

  private static final double MIB = 1 << 20;
  private static final double MIB_KIB = 1 << 10;

  private final long pid;
  private final JMXConnector connector;
  private final MemoryMXBean memory;
  private final List<MemoryPoolMXBean> heap;

  private ProcessMemory(long pid, JMXConnector connector) throws IOException {
    this.pid = pid;
    this.connector = connector;
    var connection = connector.getMBeanServerConnection();
    this.memory =
        ManagementFactory.newPlatformMXBeanProxy(
            connection, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    this.heap =
        ManagementFactory.getPlatformMXBeans(connection, MemoryPoolMXBean.class).stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
  }

  /** Of a process of the same user. */
  public static ProcessMemory of(long pid) {
    try {
      var machine = VirtualMachine.attach(Long.toString(pid));
      try {
        return new ProcessMemory(pid, connect(machine.startLocalManagementAgent()));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      throw new IllegalStateException("Cannot look into process " + pid, e);
    }
  }

  // Our own child told the address, and nobody else can have.
  @SuppressWarnings("BanJNDI")
  private static JMXConnector connect(String address) throws IOException {
    return JMXConnectorFactory.connect(new JMXServiceURL(address));
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
    try {
      connector.close();
    } catch (IOException e) {
      throw new IllegalStateException("Cannot close the connection to process " + pid, e);
    }
  }
}
