package dev.annals.standalone.operate;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;

/** How far something is: as a bar where a person looks on, and as lines where not. */
final class ProgressBar {

  private static final int WIDTH = 24;

  private final String name;
  private final PrintWriter out;
  private final boolean interactive;

  @SuppressWarnings("SystemConsoleNull") // it still is where jdk.console says so
  ProgressBar(String name, PrintWriter out) {
    this.name = name;
    this.out = out;
    var console = System.console();
    this.interactive = console != null && console.isTerminal();
  }

  void show(long done, long total, long eventsPerSecond, OptionalLong secondsLeft) {
    var line = line(done, total, eventsPerSecond, secondsLeft);
    out.print(interactive ? "\r" + line + "   " : line + "\n");
    out.flush();
  }

  private String line(long done, long total, long eventsPerSecond, OptionalLong secondsLeft) {
    var share = total == 0 ? 1 : Math.min(1, (double) done / total);
    var filled = (int) (share * WIDTH);
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %d%% %,d/%,d %,d/s%s",
        name,
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        (int) (share * 100),
        done,
        total,
        eventsPerSecond,
        secondsLeft.isPresent() ? " ETA %d s".formatted(secondsLeft.getAsLong()) : "");
  }
}
