package dev.annals.standalone.operate;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Shows how a replay comes along. */
final class ReplayWatch {

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

  private final QueryService service;
  private final String replay;
  private final PrintWriter out;
  private final ProgressBar bar;

  /**
   * @param replay its path
   */
  ReplayWatch(QueryService service, String replay, String projection, PrintWriter out) {
    this.service = service;
    this.replay = replay;
    this.out = out;
    this.bar = new ProgressBar(projection, out);
  }

  /**
   * Looks until the replay is done.
   *
   * @throws OperationFailedException if it fails or is dropped before
   */
  void untilDone() throws InterruptedException {
    while (true) {
      var state = service.send("GET", replay);
      show(state);
      switch (state.path("state").asString()) {
        case "RUNNING" -> Thread.sleep(LOOK_INTERVAL);
        case "DONE" -> {
          out.println();
          return;
        }
        case "FAILED" -> throw new OperationFailedException(failure(state));
        default -> throw new OperationFailedException("the replay was dropped meanwhile");
      }
    }
  }

  private void show(JsonNode state) {
    var rate = state.path("eventsPerSecond").asLong();
    var done = state.path("position").asLong();
    var total = state.path("until").asLong();
    bar.show(
        done,
        total,
        rate,
        rate == 0 ? OptionalLong.empty() : OptionalLong.of((total - done + rate - 1) / rate));
  }

  private static String failure(JsonNode state) {
    var position = state.path("failedPosition");
    return "the replay failed%s: %s"
        .formatted(
            position.isNumber() ? " at position " + position.asLong() : "",
            state.path("cause").asString());
  }
}
