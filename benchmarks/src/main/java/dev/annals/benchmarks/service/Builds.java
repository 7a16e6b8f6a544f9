package dev.annals.benchmarks.service;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The builds of one projection, as the query service tells of them. Thread-safe. */
public final class Builds implements AutoCloseable {

  private static final String LIVE = "LIVE";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpConnections queries;
  private final String path;

  public Builds(URI queryService, String projection) {
    this.queries = new HttpConnections(queryService);
    this.path = "/v1/projections/" + projection;
  }

  /**
   * Where they stood at one moment.
   *
   * @param head where the log ended
   * @param live up to where the build that reads see had come
   * @param states of all, by name
   */
  public record Look(long head, long live, Map<String, String> states) {

    public boolean isLive(String build) {
      return LIVE.equals(states.get(build));
    }
  }

  /** Begins to build the view anew; gives the build's name. */
  public String rebuild() throws IOException {
    var answer = queries.send("POST", path + "/rebuilds", "", "");
    if (answer.status() != 202) {
      throw new IllegalStateException("Not accepted: " + answer);
    }
    return JSON.readTree(answer.body()).required("build").asString();
  }

  /** Asks where they stand. */
  public Look look() throws IOException {
    var answer = queries.send("GET", path, "", "");
    if (answer.status() != 200) {
      throw new IllegalStateException("Not answered: " + answer);
    }
    var head = 0L;
    var live = -1L;
    var states = new HashMap<String, String>();
    for (var build : JSON.readTree(answer.body()).required("builds")) {
      var state = build.required("state").asString();
      states.put(build.required("build").asString(), state);
      head = build.required("total").asLong();
      live = state.equals(LIVE) ? build.required("done").asLong() : live;
    }
    if (live < 0) {
      throw new IllegalStateException("No build is live: " + answer);
    }
    return new Look(head, live, states);
  }

  @Override
  public void close() {
    queries.close();
  }
}
