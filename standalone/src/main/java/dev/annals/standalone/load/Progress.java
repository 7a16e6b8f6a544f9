package dev.annals.standalone.load;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Shows how far one part of the load has come, until it is closed. */
final class Progress implements AutoCloseable {

  private static final Duration REDRAW = Duration.ofMillis(200);
  private static final Duration NEXT_LINE = Duration.ofSeconds(5);

  private final String title;
  private final long total;
  private final PrintWriter out;
  private final boolean terminal;
  private final LongAdder done = new LongAdder();
  private final long startNanos = System.nanoTime();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress").factory());

  private Progress(String title, long total, PrintWriter out, boolean terminal) {
    this.title = title;
    this.total = total;
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Starts to show.
   *
   * @param terminal draws one line over and over; otherwise a line is printed every few seconds
   */
  static Progress start(String title, long total, PrintWriter out, boolean terminal) {
    var progress = new Progress(title, total, out, terminal);
    var interval = (terminal ? REDRAW : NEXT_LINE).toMillis();
    var _ =
        progress.ticker.scheduleAtFixedRate(
            progress::show, interval, interval, TimeUnit.MILLISECONDS);
    return progress;
  }

  void add(long steps) {
    done.add(steps);
  }

  private void show() {
    var line = new ProgressLine(title, done.sum(), total, elapsed());
    if (terminal) {
      out.print("\r" + line.withBar() + "\u001b[K");
    } else {
      out.println(line.plain());
    }
    out.flush();
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** Shows where it ended. */
  @Override
  public void close() {
    ticker.close();
    show();
    if (terminal) {
      out.println();
      out.flush();
    }
  }
}
