package dev.annals.standalone.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands of operators against a service that says what it is told to. */
class OperateTest {

  private record Reply(int status, String body) {}

  private final List<String> requests = new ArrayList<>();
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final HttpServer service;

  OperateTest() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    service.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(
              "%s %s %s"
                  .formatted(exchange.getRequestMethod(), exchange.getRequestURI(), body)
                  .strip());
          var reply = replies.remove();
          var answer = reply.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(reply.status(), answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  void a_rebuild_is_watched_until_it_is_live() {
    reply(202, "{\"build\":\"p_v1_2\"}");
    reply(
        200,
        """
        {"builds":[{"build":"p_v1","state":"LIVE","done":900,"total":1000},
          {"build":"p_v1_2","state":"BUILDING","done":500,"total":1000,
           "eventsPerSecond":100,"remainingSeconds":5}]}
        """);
    reply(
        200,
        """
        {"builds":[{"build":"p_v1_2","state":"LIVE","done":1000,"total":1000,
          "eventsPerSecond":100,"remainingSeconds":0}]}
        """);

    assertThat(run(new ProjectionsCommand(), "rebuild", "payments.p")).isZero();

    assertThat(requests)
        .containsExactly(
            "POST /v1/projections/payments.p/rebuilds",
            "GET /v1/projections/payments.p",
            "GET /v1/projections/payments.p");
    assertThat(out.toString())
        .contains("p_v1_2 [############............] 50% 500/1,000 100/s ETA 5 s")
        .contains("p_v1_2 is live");
  }

  @Test
  void a_rebuild_that_is_abandoned_meanwhile_fails() {
    reply(202, "{\"build\":\"p_v1_2\"}");
    reply(200, "{\"builds\":[{\"build\":\"p_v1\",\"state\":\"LIVE\"}]}");

    assertThat(run(new ProjectionsCommand(), "rebuild", "payments.p")).isEqualTo(1);

    assertThat(err.toString()).contains("p_v1_2 was abandoned");
  }

  @Test
  void projections_are_listed_with_their_builds() {
    reply(
        200,
        """
        {"items":[{"name":"payments.p","state":"STUCK","cause":"no disk","builds":[
          {"build":"p_v1","state":"LIVE","done":1234,"total":5678}]}]}
        """);

    assertThat(run(new ProjectionsCommand(), "list")).isZero();

    assertThat(out.toString())
        .contains("payments.p  STUCK: no disk")
        .containsPattern("p_v1 +LIVE +1,234/5,678");
  }

  @Test
  void a_refusal_is_told_in_the_words_of_the_service() {
    reply(409, "{\"detail\":\"Build p_v1 is live.\"}");

    assertThat(run(new ProjectionsCommand(), "abandon", "payments.p", "p_v1")).isEqualTo(1);

    assertThat(requests).containsExactly("DELETE /v1/projections/payments.p/builds/p_v1");
    assertThat(err.toString()).contains("annals: Build p_v1 is live.");
  }

  @Test
  void no_service_is_told_too() {
    stop();
    assertThat(run(new ProjectionsCommand(), "list")).isEqualTo(1);
    assertThat(err.toString()).contains("does not answer");
  }

  @Test
  void letters_are_listed_page_by_page() {
    reply(
        200,
        """
        {"items":[{"key":"a&b","position":7,"cause":"broken","attempts":3}],"next":"7:a&b"}
        """);
    reply(200, "{\"items\":[{\"key\":\"a&b\",\"position\":9,\"attempts\":0}]}");

    assertThat(run(new DeadLettersCommand(), "list", "payments.p")).isZero();

    assertThat(requests.getLast())
        .isEqualTo("GET /v1/projections/payments.p/dead-letters?limit=500&after=7%3Aa%26b");
    assertThat(out.toString())
        .contains("7  'a&b'  3 attempts: broken", "9  'a&b'  waits for those before it");
  }

  @Test
  void a_redrive_waits_for_its_outcome_and_fails_with_it() {
    reply(202, "{\"acts\":[5]}");
    reply(200, "{\"act\":5}");
    reply(
        200,
        """
        {"act":5,"kind":"REDRIVE","key":"alice","outcome":"FAILED","lettersDone":2,
         "detail":"Position 9 failed again"}
        """);

    assertThat(run(new DeadLettersCommand(), "redrive", "payments.p", "alice", "--reason", "fixed"))
        .isEqualTo(1);

    assertThat(requests.getFirst())
        .isEqualTo(
            "POST /v1/projections/payments.p/dead-letters/redrives"
                + " {\"reason\":\"fixed\",\"key\":\"alice\"}");
    assertThat(out.toString())
        .contains("REDRIVE 'alice': FAILED, 2 letters Position 9 failed again");
  }

  @Test
  void an_eviction_names_its_letter() {
    reply(202, "{\"acts\":[]}");

    assertThat(
            run(new DeadLettersCommand(), "evict", "payments.p", "alice", "9", "--reason", "void"))
        .isZero();

    assertThat(requests.getFirst())
        .endsWith("{\"reason\":\"void\",\"key\":\"alice\",\"position\":9}");
  }

  private static final String EQUAL =
      """
      {"replay":7,"position":100,"equal":true,"deadLetters":0,"evicted":0,
       "tables":[{"table":"p","compared":9,"equal":9,"rows":[]}]}
      """;

  @Test
  void a_replay_is_watched_compared_and_dropped() {
    reply(202, "{\"replay\":7,\"expiresAt\":\"2026-01-01T00:00:00Z\"}");
    reply(200, "{\"state\":\"RUNNING\",\"position\":50,\"until\":100,\"eventsPerSecond\":10}");
    reply(200, "{\"state\":\"DONE\",\"position\":100,\"until\":100,\"eventsPerSecond\":10}");
    reply(200, EQUAL);
    reply(204, "");

    assertThat(run(new ReplayCommand(), "payments.p", "--position", "100")).isZero();

    assertThat(requests)
        .containsExactly(
            "POST /v1/audit/replays {\"projection\":\"payments.p\",\"position\":100}",
            "GET /v1/audit/replays/7",
            "GET /v1/audit/replays/7",
            "GET /v1/audit/replays/7/differences",
            "DELETE /v1/audit/replays/7");
    assertThat(out.toString())
        .contains("payments.p [############............] 50% 50/100 10/s ETA 5 s")
        .contains("The live view equals its replay at position 100.");
  }

  @Test
  void differences_are_shown_and_are_the_exit_code() {
    reply(202, "{\"replay\":7}");
    reply(200, "{\"state\":\"DONE\",\"position\":9,\"until\":9}");
    reply(
        200,
        """
        {"replay":7,"position":9,"equal":false,"deadLetters":1,"evicted":0,
         "tables":[{"table":"p","compared":9,"equal":8,"onlyLive":1,
           "rows":[{"key":{"id":"a"},"live":{"id":"a","n":1}}]}]}
        """);
    reply(204, "");

    assertThat(run(new ReplayCommand(), "payments.p", "--at", "2026-01-01T00:00:00Z")).isEqualTo(1);

    assertThat(requests.getFirst()).contains("\"at\":\"2026-01-01T00:00:00Z\"");
    assertThat(out.toString())
        .contains("DIFFERS from its replay at position 9", "1 dead letters")
        .containsSubsequence("{\"id\":\"a\"}", "live     {\"id\":\"a\",\"n\":1}", "replayed -");
  }

  @Test
  void a_replay_that_is_kept_is_not_dropped_unless_it_failed() {
    reply(202, "{\"replay\":7,\"expiresAt\":\"2026-01-01T00:00:00Z\"}");
    reply(200, "{\"state\":\"DONE\"}");
    reply(200, EQUAL);
    assertThat(run(new ReplayCommand(), "payments.p", "--keep")).isZero();
    assertThat(out.toString())
        .contains("Replay 7 is kept until 2026-01-01T00:00:00Z: read it with ?replay=7");
    assertThat(requests).noneMatch(request -> request.startsWith("DELETE"));

    reply(202, "{\"replay\":8}");
    reply(200, "{\"state\":\"FAILED\",\"cause\":\"poison\",\"failedPosition\":5}");
    reply(204, "");
    assertThat(run(new ReplayCommand(), "payments.p", "--keep")).isEqualTo(2);
    assertThat(err.toString()).contains("the replay failed at position 5: poison");
    assertThat(requests.getLast()).isEqualTo("DELETE /v1/audit/replays/8");
  }

  @Test
  void a_replay_is_up_to_a_position_or_an_instant() {
    assertThat(run(new ReplayCommand(), "payments.p", "--at", "now", "--position", "1"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("mutually exclusive");
    assertThat(requests).isEmpty();
  }

  @Test
  void the_service_may_be_named_behind_the_subcommand() {
    var queries = "--queries=http://127.0.0.1:" + port();
    reply(200, "{\"items\":[]}");
    reply(200, "{\"items\":[]}");

    assertThat(execute(new ProjectionsCommand(), "list", queries)).isZero();
    assertThat(execute(new DeadLettersCommand(), "list", "payments.p", queries)).isZero();

    assertThat(requests).hasSize(2);
  }

  private void reply(int status, String body) {
    replies.add(new Reply(status, body));
  }

  private int run(Object command, String... arguments) {
    var all = new ArrayList<>(List.of("--queries", "http://127.0.0.1:" + port()));
    all.addAll(List.of(arguments));
    return execute(command, all.toArray(String[]::new));
  }

  private int execute(Object command, String... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private int port() {
    return service.getAddress().getPort();
  }
}
