package dev.annals.standalone.operate;

import java.io.PrintWriter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Tells how the live view differs from a replay. */
final class ReplayReport {

  private final PrintWriter out;

  ReplayReport(PrintWriter out) {
    this.out = out;
  }

  /** Tells whether they are equal, too. */
  boolean print(JsonNode differences) {
    differences.path("tables").forEach(this::printTable);
    var equal = differences.path("equal").asBoolean();
    out.printf(
        Locale.ROOT,
        "The live view %s its replay at position %,d.%n",
        equal ? "equals" : "DIFFERS from",
        differences.path("position").asLong());
    var letters = differences.path("deadLetters").asLong();
    var evicted = differences.path("evicted").asLong();
    if (letters + evicted > 0) {
      out.printf(
          Locale.ROOT,
          "It has %,d dead letters and left %,d events out, which may explain differences.%n",
          letters,
          evicted);
    }
    out.flush();
    return equal;
  }

  private void printTable(JsonNode table) {
    out.printf(
        Locale.ROOT,
        "  %-20s %,d rows: %,d equal, %,d different, %,d only live, %,d only replayed%n",
        table.path("table").asString(),
        table.path("compared").asLong(),
        table.path("equal").asLong(),
        table.path("different").asLong(),
        table.path("onlyLive").asLong(),
        table.path("onlyReplayed").asLong());
    for (var row : table.path("rows")) {
      out.printf("    %s%n", row.path("key"));
      out.printf("      live     %s%n", row.has("live") ? row.path("live") : "-");
      out.printf("      replayed %s%n", row.has("replayed") ? row.path("replayed") : "-");
    }
  }
}
