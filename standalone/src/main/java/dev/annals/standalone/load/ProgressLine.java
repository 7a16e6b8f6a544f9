package dev.annals.standalone.load;

import java.time.Duration;
import java.util.Locale;

/** One look at a progress. */
record ProgressLine(String title, long done, long total, Duration elapsed) {

  private static final int BAR_WIDTH = 24;

  String withBar() {
    var filled = (int) (total == 0 ? BAR_WIDTH : Math.min(done, total) * BAR_WIDTH / total);
    var bar = "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled);
    return "%-8s [%s] %s".formatted(title, bar, figures());
  }

  String plain() {
    return title + ": " + figures();
  }

  private String figures() {
    var percent = total == 0 ? 100 : Math.min(done, total) * 100 / total;
    return String.format(
        Locale.ROOT, "%d%% %,d/%,d %,d/s%s", percent, done, total, perSecond(), time());
  }

  private long perSecond() {
    var millis = elapsed.toMillis();
    return millis == 0 ? 0 : done * 1000 / millis;
  }

  private String time() {
    if (done >= total) {
      return " in " + clock(elapsed.toSeconds());
    }
    return done == 0 ? "" : " ETA " + clock(elapsed.toMillis() * (total - done) / done / 1000);
  }

  private static String clock(long seconds) {
    return "%d:%02d".formatted(seconds / 60, seconds % 60);
  }
}
