package dev.annals.standalone.operate;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code annals projections}: how far views are, and building them anew while they are read. */
@Command(
    name = "projections",
    description = "Tells how far the views are, and builds them anew while they are read.",
    mixinStandardHelpOptions = true)
public final class ProjectionsCommand implements Runnable {

  @Mixin private QueryServiceOption queries = new QueryServiceOption();

  @Override
  public void run() {
    queries.commandLine().usage(queries.out());
  }

  @Command(description = "Lists the projections and their builds.", mixinStandardHelpOptions = true)
  int list() {
    return ask(
        service -> {
          for (var projection : service.send("GET", "/v1/projections").path("items")) {
            print(projection);
          }
        });
  }

  @Command(
      description = "Builds a view anew beside the one that serves, until it has taken its place.",
      mixinStandardHelpOptions = true)
  int rebuild(@Parameters(paramLabel = "NAME") String name) {
    return ask(
        service -> {
          var path = "/v1/projections/" + QueryService.encode(name);
          var build = service.send("POST", path + "/rebuilds").path("build").asString();
          new RebuildWatch(service, path, build, queries.out()).untilLive();
        });
  }

  @Command(
      description = "Has reads see another build that is as far, for instance the one before.",
      mixinStandardHelpOptions = true)
  int live(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "BUILD") String build) {
    return ask(service -> print(service.send("POST", path(name, build) + "/live")));
  }

  @Command(description = "Drops a build that does not serve.", mixinStandardHelpOptions = true)
  int abandon(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "BUILD") String build) {
    return ask(
        service -> {
          service.send("DELETE", path(name, build));
          say("%s is dropped".formatted(build));
        });
  }

  private static String path(String name, String build) {
    return "/v1/projections/%s/builds/%s"
        .formatted(QueryService.encode(name), QueryService.encode(build));
  }

  private void print(JsonNode projection) {
    say(
        "%s  %s%s"
            .formatted(
                projection.path("name").asString(),
                projection.path("state").asString(),
                projection.has("cause") ? ": " + projection.path("cause").asString() : ""));
    for (var build : projection.path("builds")) {
      say(
          String.format(
                  Locale.ROOT,
                  "  %-40s %-8s %,d/%,d %s",
                  build.path("build").asString(),
                  build.path("state").asString(),
                  build.path("done").asLong(),
                  build.path("total").asLong(),
                  build.path("cause").asString(""))
              .stripTrailing());
    }
  }

  private int ask(Operation.Question question) {
    return queries.operation().ask(question);
  }

  private void say(String line) {
    queries.operation().say(line);
  }
}
