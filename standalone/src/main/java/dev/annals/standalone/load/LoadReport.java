package dev.annals.standalone.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The figures of a load, for a person. */
record LoadReport(
    Part openings,
    Part payments,
    VisibilitySampling.Summary visibility,
    Reconciliation.Result balances,
    Surroundings surroundings) {

  /** One phase. */
  record Part(Tally tally, Duration elapsed, Latencies.Summary latency) {}

  /**
   * What else matters.
   *
   * @param retries requests that were sent again
   */
  record Surroundings(MinorUnits units, long headBefore, long headAfter, long retries) {}

  /** The report without the differences. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    add(lines, "openings", openings);
    add(lines, "payments", payments);
    addVisibility(lines);
    lines.add(line("retries", grouped(surroundings.retries())));
    lines.add(line("log head", head()));
    lines.add(line("balances", accounts()));
    return lines;
  }

  private String head() {
    var before = surroundings.headBefore();
    var after = surroundings.headAfter();
    return "%s before, %s after%s"
        .formatted(grouped(before), grouped(after), before == after ? ": unchanged" : "");
  }

  private String accounts() {
    return "%s accounts hold %s (%s accounts of others not looked at)"
        .formatted(
            grouped(balances.accounts()),
            surroundings.units().format(balances.total()),
            grouped(balances.others()));
  }

  private static void add(List<String> lines, String title, Part part) {
    var tally = part.tally();
    var rejected = tally.rejected().values().stream().mapToLong(Long::longValue).sum();
    var count = tally.accepted() + rejected;
    lines.add(
        line(
            title,
            "%s commands in %s s: %s commands/s"
                .formatted(
                    grouped(count),
                    oneDigit(part.elapsed().toMillis() / 1e3),
                    grouped(perSecond(count, part.elapsed())))));
    lines.add(
        line(
            "",
            "accepted %s (%s of them before), rejected %s%s"
                .formatted(
                    grouped(tally.accepted()),
                    grouped(tally.repeated()),
                    grouped(rejected),
                    reasons(tally))));
    lines.add(line("", "latency " + times(part.latency())));
  }

  private static String reasons(Tally tally) {
    return tally.rejected().entrySet().stream()
        .map(each -> each.getKey() + " " + grouped(each.getValue()))
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(", "), all -> all.isEmpty() ? "" : ": " + all));
  }

  private void addVisibility(List<String> lines) {
    var samples = visibility.sinceAcknowledged();
    if (samples.count() == 0) {
      lines.add(line("visible", "not measured: nothing new was accepted"));
      return;
    }
    lines.add(line("visible", "after the acknowledgement  " + times(samples)));
    lines.add(line("", "after the command was sent " + times(visibility.sinceSent())));
    lines.add(
        line(
            "",
            "%s samples, %s skipped"
                .formatted(grouped(samples.count()), grouped(visibility.skipped()))));
  }

  private static long perSecond(long count, Duration elapsed) {
    var nanos = Math.max(1, elapsed.toNanos());
    return Math.round(count * (double) TimeUnit.SECONDS.toNanos(1) / nanos);
  }

  private static String times(Latencies.Summary nanos) {
    return "p50 %s  p95 %s  p99 %s  max %s ms"
        .formatted(
            millis(nanos.p50()), millis(nanos.p95()), millis(nanos.p99()), millis(nanos.max()));
  }

  private static String millis(long nanos) {
    return oneDigit(nanos / 1e6);
  }

  private static String oneDigit(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String line(String title, String text) {
    return "%-10s%s".formatted(title, text);
  }
}
