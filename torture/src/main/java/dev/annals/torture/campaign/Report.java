package dev.annals.torture.campaign;

import dev.annals.eventstore.log.history.Tally.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a campaign did and found. Every number was counted. */
record Report(
    CampaignOptions options,
    Duration elapsed,
    Map<Kill, Integer> kills,
    Map<Mischief.Kind, Long> mischief,
    Verdict verdict) {

  boolean isClean() {
    return verdict.violationCount() == 0 && !endedEarly() && missing().isEmpty();
  }

  /** What a long campaign should have had, and had not. */
  private List<String> missing() {
    if (!options.isLong()) {
      return List.of();
    }
    return Stream.concat(missing(Kill.values(), kills), missing(Mischief.Kind.values(), mischief))
        .toList();
  }

  private static <K extends Enum<K>> Stream<String> missing(
      K[] kinds, Map<K, ? extends Number> counts) {
    return Arrays.stream(kinds).filter(kind -> !counts.containsKey(kind)).map(Report::name);
  }

  private boolean endedEarly() {
    return verdict.tally().decided() < options.appends() || killCount() < options.rounds();
  }

  private int killCount() {
    return kills.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** To be read by people. */
  String text() {
    var tally = verdict.tally();
    var unknown =
        "%s, of which %s are stored"
            .formatted(number(tally.of(Kind.UNKNOWN)), number(verdict.unknownStored()));
    var lines = new StringJoiner(System.lineSeparator());
    lines.add(line("campaign", "seed %d, %s".formatted(options.seed(), time())));
    lines.add(
        line(
            "writers",
            "%d at a time, of %d threads".formatted(options.processes(), options.threads())));
    lines.add(line("appends checked", number(tally.attempts())));
    lines.add(line("  decided", number(tally.decided())));
    lines.add(line("    accepted", number(tally.of(Kind.ACCEPTED))));
    lines.add(line("    in conflict", number(tally.of(Kind.CONFLICTS))));
    lines.add(line("  duplicate", number(tally.of(Kind.DUPLICATES))));
    lines.add(line("  refused", number(tally.of(Kind.REFUSED))));
    lines.add(line("  unknown", unknown));
    lines.add(line("events in the log", number(verdict.events())));
    lines.add(line("reads checked", number(tally.reads())));
    lines.add(line("  sourced", number(tally.of(Kind.SOURCED))));
    lines.add(line("  sourced from memory", number(tally.of(Kind.SOURCED_FROM_MEMORY))));
    lines.add(line("  pages", number(tally.of(Kind.PAGES))));
    lines.add(line("  deliveries", number(tally.of(Kind.DELIVERIES))));
    lines.add(line("killed", counts(kills)));
    lines.add(line("mischief", counts(mischief)));
    lines.add(line("violations", number(verdict.violationCount())));
    verdict.violations().forEach(violation -> lines.add("  " + violation));
    if (endedEarly()) {
      var wanted =
          "%s decided appends in %d rounds".formatted(number(options.appends()), options.rounds());
      lines.add(line("ended early", "wanted were " + wanted));
    }
    if (!missing().isEmpty()) {
      lines.add(line("never happened", String.join(", ", missing())));
    }
    return lines.toString();
  }

  private String time() {
    return "%d min %d s".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
  }

  private static String counts(Map<? extends Enum<?>, ? extends Number> counts) {
    return counts.entrySet().stream()
        .map(count -> "%s %s".formatted(name(count.getKey()), count.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String name(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String line(String label, String value) {
    return "%-22s %s".formatted(label, value);
  }
}
