package dev.annals.standalone.operate;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Shows how a build comes along. */
final class RebuildWatch {

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

  private final QueryService service;
  private final String projection;
  private final String build;
  private final PrintWriter out;
  private final ProgressBar bar;

  RebuildWatch(QueryService service, String projection, String build, PrintWriter out) {
    this.service = service;
    this.projection = projection;
    this.build = build;
    this.out = out;
    this.bar = new ProgressBar(build, out);
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
    var left = progress.path("remainingSeconds");
    bar.show(
        progress.path("done").asLong(),
        progress.path("total").asLong(),
        progress.path("eventsPerSecond").asLong(),
        left.isNumber() ? OptionalLong.of(left.asLong()) : OptionalLong.empty());
  }
}
