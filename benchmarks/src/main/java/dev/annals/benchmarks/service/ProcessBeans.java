package dev.annals.benchmarks.service;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What another Java virtual machine of this machine tells of itself. */
final class ProcessBeans implements AutoCloseable {

  private final long pid;
  private final JMXConnector connector;

  private ProcessBeans(long pid, JMXConnector connector) {
    this.pid = pid;
    this.connector = connector;
  }

  /** Of a process of the same user. */
  static ProcessBeans of(long pid) {
    try {
      var machine = VirtualMachine.attach(Long.toString(pid));
      try {
        return new ProcessBeans(pid, connect(machine.startLocalManagementAgent()));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      throw unreachable(pid, e);
    }
  }

  // Our own child told the address, and nobody else can have.
  @SuppressWarnings("BanJNDI")
  private static JMXConnector connect(String address) throws IOException {
    return JMXConnectorFactory.connect(new JMXServiceURL(address));
  }

  private static IllegalStateException unreachable(long pid, Exception cause) {
    return new IllegalStateException("Cannot look into process " + pid, cause);
  }

  /** The only one of its kind. */
  <T extends PlatformManagedObject> T one(Class<T> kind) {
    return all(kind).getFirst();
  }

  <T extends PlatformManagedObject> List<T> all(Class<T> kind) {
    try {
      return ManagementFactory.getPlatformMXBeans(connector.getMBeanServerConnection(), kind);
    } catch (IOException e) {
      throw unreachable(pid, e);
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
