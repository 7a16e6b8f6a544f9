package dev.annals.torture.seal;

import dev.annals.torture.seal.SealCampaign.Kill;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * What a campaign against the sealer did and found. Every number was counted.
 *
 * @param killed processes for sealing
 * @param killedSealing of them, those that did seal, and did not wait for their turn to
 * @param pauses from each kill until more was sealed
 */
record SealReport(
    SealOptions options,
    Duration elapsed,
    Map<Kill, Integer> kills,
    int killed,
    int killedSealing,
    List<Duration> pauses,
    SealVerdict verdict) {

  boolean isClean() {
    return verdict.violations().isEmpty() && killedSealing >= options.kills();
  }

  /** To be read by people. */
  String text() {
    var lines = new StringJoiner(System.lineSeparator());
    lines.add(line("campaign", "seed %d, %s".formatted(options.seed(), time())));
    lines.add(
        line(
            "sealers",
            "%d at a time, %d killed, %d of them sealing"
                .formatted(options.sealers(), killed, killedSealing)));
    lines.add(line("killed, in rounds", counts()));
    lines.add(line("events in the log", number(verdict.events())));
    lines.add(line("checkpoints signed", number(verdict.signed())));
    lines.add(line("  stored", number(verdict.stored())));
    lines.add(line("proofs checked", number(verdict.proofs())));
    lines.add(line("sealed again after", times()));
    lines.add(line("violations", number(verdict.violations().size())));
    verdict.violations().forEach(violation -> lines.add("  " + violation));
    if (killedSealing < options.kills()) {
      lines.add(line("ended early", "wanted were %d kills".formatted(options.kills())));
    }
    return lines.toString();
  }

  private String times() {
    if (pauses.isEmpty()) {
      return "none";
    }
    var sorted = pauses.stream().sorted().toList();
    return "%d times, in ms: min %d, median %d, max %d"
        .formatted(
            sorted.size(),
            sorted.getFirst().toMillis(),
            sorted.get(sorted.size() / 2).toMillis(),
            sorted.getLast().toMillis());
  }

  private String time() {
    return "%d min %d s".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
  }

  private String counts() {
    return kills.entrySet().stream()
        .map(count -> "%s %d".formatted(name(count.getKey()), count.getValue()))
        .collect(Collectors.joining(", "));
  }

  static String name(Kill kill) {
    return kill.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String line(String label, String value) {
    return "%-22s %s".formatted(label, value);
  }
}
