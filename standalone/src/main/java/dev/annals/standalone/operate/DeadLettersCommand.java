package dev.annals.standalone.operate;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code annals deadletters}: events that views could not apply, and what to do about them. */
@Command(
    name = "deadletters",
    description = "Shows events that a view could not apply; redrives or evicts them.",
    mixinStandardHelpOptions = true)
public final class DeadLettersCommand implements Runnable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LOOKS_MAX = 60;
  private static final int LOOK_INTERVAL_MILLIS = 500;

  @Mixin private QueryServiceOption queries = new QueryServiceOption();

  @Override
  public void run() {
    queries.commandLine().usage(queries.out());
  }

  @Command(description = "Lists the letters of a projection.", mixinStandardHelpOptions = true)
  int list(@Parameters(paramLabel = "NAME") String name) {
    return operation()
        .ask(
            service -> {
              var after = "";
              do {
                var page = service.send("GET", path(name) + "?limit=500" + after);
                page.path("items").forEach(this::print);
                after = page.has("next") ? "&after=" + encoded(page.path("next")) : "";
              } while (!after.isEmpty());
            });
  }

  @Command(
      description = "Shows the first letters of a sequence, with their events.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "KEY") String key) {
    return operation()
        .ask(
            service -> {
              var sequence = service.send("GET", path(name) + "?key=" + QueryService.encode(key));
              for (var letter : sequence.path("items")) {
                print(letter);
                operation().say("    " + letter.path("event"));
              }
            });
  }

  @Command(
      description = "Has a sequence applied now, or all of them if no key is given.",
      mixinStandardHelpOptions = true)
  int redrive(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "KEY", arity = "0..1") @Nullable String key,
      @Option(names = "--reason", required = true) String reason) {
    var wish = JSON.createObjectNode().put("reason", reason);
    if (key != null) {
      wish.put("key", key);
    }
    return act(name, "/redrives", wish);
  }

  @Command(description = "Has a letter left out for ever.", mixinStandardHelpOptions = true)
  int evict(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "KEY") String key,
      @Parameters(paramLabel = "POSITION") long position,
      @Option(names = "--reason", required = true) String reason) {
    var wish = JSON.createObjectNode().put("reason", reason).put("key", key);
    return act(name, "/evictions", wish.put("position", position));
  }

  private int act(String name, String kind, JsonNode wish) {
    return operation()
        .ask(
            service -> {
              var acts = new ArrayList<Long>();
              service
                  .post(path(name) + kind, wish)
                  .path("acts")
                  .forEach(act -> acts.add(act.asLong()));
              operation().say(acts.size() + " asked for");
              for (var act : acts) {
                awaitOutcome(service, path(name) + "/acts/" + act);
              }
            });
  }

  private void awaitOutcome(QueryService service, String path) throws InterruptedException {
    for (var look = 0; look < LOOKS_MAX; look++) {
      var act = service.send("GET", path);
      if (act.has("outcome")) {
        operation()
            .say(
                "%s '%s': %s, %d letters %s"
                    .formatted(
                        act.path("kind").asString(),
                        act.path("key").asString(),
                        act.path("outcome").asString(),
                        act.path("lettersDone").asInt(),
                        act.path("detail").asString("")));
        if (!act.path("outcome").asString().equals("DONE")) {
          throw new OperationFailedException(
              "'%s' is not done".formatted(act.path("key").asString()));
        }
        return;
      }
      Thread.sleep(LOOK_INTERVAL_MILLIS);
    }
    throw new OperationFailedException(
        "it is not done yet; look again at " + path + " of the query service");
  }

  private void print(JsonNode letter) {
    operation()
        .say(
            "%d  '%s'  %s"
                .formatted(
                    letter.path("position").asLong(),
                    letter.path("key").asString(),
                    letter.has("cause")
                        ? "%d attempts: %s"
                            .formatted(
                                letter.path("attempts").asInt(), letter.path("cause").asString())
                        : "waits for those before it"));
  }

  private static String path(String name) {
    return "/v1/projections/%s/dead-letters".formatted(QueryService.encode(name));
  }

  private static String encoded(JsonNode text) {
    return QueryService.encode(text.asString());
  }

  private Operation operation() {
    return queries.operation();
  }
}
