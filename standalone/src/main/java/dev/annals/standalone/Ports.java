package dev.annals.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks for ports that nobody listens on. */
final class Ports {

  private Ports() {}

  /**
   * Finds out early, and in one line, what the services would find out late and at length.
   *
   * @param port zero for any, which is always free
   * @param option the option that chooses another one
   * @throws CannotStart if somebody listens there
   */
  static void requireFree(InetAddress address, int port, String option) {
    try {
      bind(address, port);
    } catch (BindException e) {
      if (!String.valueOf(e.getMessage()).contains("in use")) {
        throw new CannotStart(
            "cannot listen on %s port %d: %s"
                .formatted(address.getHostAddress(), port, e.getMessage()),
            e);
      }
      throw inUse(port, option, e);
    } catch (IOException e) {
      throw new CannotStart(
          "cannot listen on %s port %d: %s".formatted(address.getHostAddress(), port, e), e);
    }
  }

  /** What to say about a port that somebody listens on. */
  static CannotStart inUse(int port, String option, Exception cause) {
    return new CannotStart(
        "port %d is in use; choose another with %s".formatted(port, option), cause);
  }

  /** Any free port of this machine's own address. */
  static int free() {
    try {
      return bind(InetAddress.getLoopbackAddress(), 0);
    } catch (IOException e) {
      throw new CannotStart("no free port for PostgreSQL: " + e, e);
    }
  }

  private static int bind(InetAddress address, int port) throws IOException {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return socket.getLocalPort();
    }
  }
}
