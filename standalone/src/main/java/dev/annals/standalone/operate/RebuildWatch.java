package dev.annals.standalone.operate;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Shows how a build comes along, as a bar where a person looks on and as lines where not. */
final class RebuildWatch {

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);
  private static final int BAR_WIDTH = 24;

  private final QueryService service;
  private final String projection;
  private final String build;
  private final PrintWriter out;
  private final boolean interactive;

  @SuppressWarnings("SystemConsoleNull") // it still is where jdk.console says so
  RebuildWatch(QueryService service, String projection, String build, PrintWriter out) {
    this.service = service;
    this.projection = projection;
    this.build = build;
    this.out = out;
    var console = System.console();
    this.interactive = console != null && console.isTerminal();
  }

  /**
   * Looks until reads see the build.
   *
   * @throws OperationFailedException if it is abandoned before
   */
  void untilLive() throws InterruptedException {
    while (true) {
      var state = look();
      if (state.path("state").asString().equals("LIVE")) {
        out.printf("%n%s is live%n", build);
        out.flush();
        return;
      }
      Thread.sleep(LOOK_INTERVAL);
    }
  }

  private JsonNode look() throws InterruptedException {
    for (var each : service.send("GET", projection).path("builds")) {
      if (each.path("build").asString().equals(build)) {
        show(each);
        return each;
      }
    }
    throw new OperationFailedException("%s was abandoned".formatted(build));
  }

  private void show(JsonNode progress) {
    out.print(interactive ? "\r" + line(progress) + "   " : line(progress) + "\n");
    out.flush();
  }

  private String line(JsonNode progress) {
    var done = progress.path("done").asLong();
    var total = progress.path("total").asLong();
    var share = total == 0 ? 1 : Math.min(1, (double) done / total);
    var filled = (int) (share * BAR_WIDTH);
    var left = progress.path("remainingSeconds");
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %d%% %,d/%,d %,d/s%s",
        build,
        "#".repeat(filled),
        ".".repeat(BAR_WIDTH - filled),
        (int) (share * 100),
        done,
        total,
        progress.path("eventsPerSecond").asLong(),
        left.isNumber() ? " ETA %d s".formatted(left.asLong()) : "");
  }
}
