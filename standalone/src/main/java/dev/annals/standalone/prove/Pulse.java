package dev.annals.standalone.prove;

import java.io.PrintWriter;
import java.util.function.LongConsumer;

/** Shows a person at a terminal that it goes on. */
final class Pulse implements LongConsumer {

  private static final long EVERY = 100_000;

  private final PrintWriter err;
  private final boolean shown;

  @SuppressWarnings("SystemConsoleNull") // it still is where jdk.console says so
  Pulse(PrintWriter err) {
    var console = System.console();
    this.err = err;
    this.shown = console != null && console.isTerminal();
  }

  @Override
  public void accept(long position) {
    if (shown && position % EVERY == 0) {
      err.printf("\rposition %,d ", position);
      err.flush();
    }
  }

  void end() {
    if (shown) {
      err.print("\r                              \r");
      err.flush();
    }
  }
}
