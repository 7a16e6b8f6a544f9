package dev.annals.standalone.operate;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code annals replay}: a view built from the log alone, and compared with the live one. */
@Command(
    name = "replay",
    description =
        "Builds a view from the log alone, beside all that serves, and compares it with the live"
            + " one as of the same position.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:They are equal.", "1:They differ.", "2:They could not be compared."})
public final class ReplayCommand implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The service bounds it as well. */
  private static final Duration COMPARISON_TIMEOUT = Duration.ofMinutes(10);

  private static final int DIFFERENT = 1;
  private static final int NOT_COMPARED = 2;

  @Mixin private QueryServiceOption queries = new QueryServiceOption();

  @Parameters(paramLabel = "PROJECTION", description = "For example payments.account.")
  private String projection = "";

  @ArgGroup private @Nullable Until until;

  @Option(
      names = "--keep",
      description = "Do not drop it in the end, so that it can be read with ?replay=NUMBER.")
  private boolean keep;

  /** How far; as far as the live view if nothing is said. */
  private static final class Until {

    @Option(names = "--position", paramLabel = "N", description = "The last event to apply.")
    private @Nullable Long position;

    @Option(
        names = "--at",
        paramLabel = "INSTANT",
        description = "Everything recorded up to then, for example 2026-01-31T23:59:59Z.")
    private @Nullable String at;
  }

  @Override
  public Integer call() {
    return queries.operation().answer(this::replay, NOT_COMPARED);
  }

  private int replay(QueryService service) throws InterruptedException {
    var begun = service.post("/v1/audit/replays", wish());
    var path = "/v1/audit/replays/" + begun.path("replay").asLong();
    var done = false;
    try {
      new ReplayWatch(service, path, projection, out()).untilDone();
      var differences = service.await(path + "/differences", COMPARISON_TIMEOUT);
      done = true;
      return new ReplayReport(out()).print(differences) ? 0 : DIFFERENT;
    } finally {
      if (keep && done) {
        sayHowToRead(begun);
      } else {
        service.send("DELETE", path);
      }
    }
  }

  private JsonNode wish() {
    var wish = JSON.createObjectNode().put("projection", projection);
    if (until != null && until.position != null) {
      wish.put("position", until.position);
    }
    if (until != null && until.at != null) {
      wish.put("at", until.at);
    }
    return wish;
  }

  private void sayHowToRead(JsonNode begun) {
    var replay = begun.path("replay").asLong();
    out().printf("Replay %d is kept until %s: ", replay, begun.path("expiresAt").asString());
    out().printf("read it with ?replay=%d%n", replay);
    out().flush();
  }

  private PrintWriter out() {
    return queries.out();
  }
}
