package dev.annals.torture.reads;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** What a campaign against the read side did and found. Every number was counted. */
record ReadsReport(
    ReadsOptions options,
    Duration elapsed,
    int rounds,
    int kills,
    List<Duration> takeovers,
    ReadsVerdict verdict) {

  boolean isClean() {
    return verdict.violations().isEmpty() && !isSlow() && rounds == options.rounds();
  }

  private boolean isSlow() {
    return takeovers.stream().anyMatch(took -> took.compareTo(options.takeoverMax()) > 0);
  }

  /** To be read by people. */
  String text() {
    var lines = new StringJoiner(System.lineSeparator());
    lines.add(line("campaign", "seed %d, %s".formatted(options.seed(), time())));
    lines.add(line("query services", options.instances() + " at a time"));
    lines.add(line("rounds", "%d, with %d processes killed".formatted(rounds, kills)));
    lines.add(line("events in the log", number(verdict.events())));
    lines.add(line("deliveries checked", number(verdict.deliveries())));
    verdict.views().forEach(view -> lines.add(line("view", view)));
    lines.add(line("takeovers", takeoverTimes()));
    lines.add(line("violations", number(verdict.violations().size())));
    verdict.violations().forEach(violation -> lines.add("  " + violation));
    if (isSlow()) {
      lines.add(line("too slow", "a takeover took longer than " + options.takeoverMax()));
    }
    if (rounds < options.rounds()) {
      lines.add(line("ended early", "wanted were %d rounds".formatted(options.rounds())));
    }
    return lines.toString();
  }

  /** Until others had brought all segments of a killed one to where the log was when it died. */
  private String takeoverTimes() {
    if (takeovers.isEmpty()) {
      return "none";
    }
    var sorted = takeovers.stream().sorted().toList();
    return "%d, in ms: min %d, median %d, max %d"
        .formatted(
            sorted.size(),
            sorted.getFirst().toMillis(),
            sorted.get(sorted.size() / 2).toMillis(),
            sorted.getLast().toMillis());
  }

  private String time() {
    return "%d min %d s".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String line(String label, String value) {
    return "%-22s %s".formatted(label, value);
  }
}
