package dev.annals.query.audit.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.Tag;
import dev.annals.query.testing.QueryServer;
import dev.annals.query.testing.QueryServer.Answer;
import dev.annals.query.testing.ReadDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Any types of events, of which no other view knows anything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LineageIT {

  private static final int RANDOM_FROM = 8;
  private static final int RANDOM_TO = 127;

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final QueryServer server = QueryServer.over(log);
  private final Map<Long, Long> causes = new HashMap<>();

  @BeforeAll
  void happen() {
    append("k", "c1", null, "c1");
    append("k", "c1", null, "c1");
    append("k", "c2", id(1), "c2");
    append("other", "c9", null, "c9");
    append("k", "c3", id(3), "c3");
    append("k", "c4", null, "c4");
    // Without a command in between.
    append("k", "c3", id(3), id(5));
    happenAtRandom();
  }

  /** Anything may have come of anything before it. */
  private void happenAtRandom() {
    var random = new Random(5);
    for (var position = RANDOM_FROM; position <= RANDOM_TO; position++) {
      var cause = (long) random.nextInt(RANDOM_FROM - 1, position);
      if (cause < RANDOM_FROM) {
        append("many", "r" + position, null, "r" + position);
      } else {
        causes.put((long) position, cause);
        append("many", "r" + position, id(cause), "r" + position);
      }
    }
  }

  @AfterAll
  void close() {
    server.close();
  }

  private static String id(long position) {
    return new UUID(7, position).toString();
  }

  private void append(
      String correlation, String command, @Nullable String commandCause, String cause) {
    var metadata = new HashMap<String, String>();
    metadata.put("actor", "teller-7");
    metadata.put("onBehalfOf", "customer:7");
    metadata.put("correlationId", correlation);
    metadata.put("commandId", command);
    metadata.put("causationId", cause);
    metadata.put("serviceVersion", "a-service/7");
    if (commandCause != null) {
      metadata.put("commandCausationId", commandCause);
    }
    store(metadata);
  }

  private void store(Map<String, String> metadata) {
    var event =
        new Event(
            UUID.fromString(id(log.head().value() + 1)),
            "anything.Happened",
            "1",
            Instant.EPOCH,
            Set.of(Tag.of("thing", "t")),
            "{\"n\": 1}",
            metadata);
    log.append(List.of(event), AppendCondition.none()).join();
  }

  private Answer read(String path) throws Exception {
    var answer = server.get(path);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  @Test
  void an_event_is_told_with_all_that_was_recorded() throws Exception {
    var event = read("/v1/audit/events/3");

    var json = event.json();
    assertThat(json.required("id").asString()).isEqualTo(id(3));
    assertThat(json.required("type").asString()).isEqualTo("anything.Happened");
    assertThat(json.required("tags").toString()).isEqualTo("[\"thing=t\"]");
    assertThat(json.required("provenance").toString())
        .isEqualTo(
            """
            {"actor":"teller-7","causationId":"c2","commandCausationId":"%s","commandId":"c2",\
            "correlationId":"k","onBehalfOf":"customer:7","serviceVersion":"a-service/7"}"""
                .formatted(id(1)));
    assertThat(event.body()).endsWith("\"data\":{\"n\": 1}}");
  }

  @Test
  void back_to_the_command_and_forward_to_all_that_came_of_it() throws Exception {
    var lineage = read("/v1/audit/events/3/lineage").json();

    assertThat(lineage.required("command").required("id").asString()).isEqualTo("c2");
    assertThat(lineage.required("command").required("causationId").asString()).isEqualTo(id(1));
    assertThat(lineage.required("command").required("actor").asString()).isEqualTo("teller-7");
    assertThat(positions(lineage.required("causes"))).containsExactly(1L);
    assertThat(relations(lineage))
        .containsExactly(
            "1 CAUSE", "2 CORRELATED", "3 SELF", "5 EFFECT", "6 CORRELATED", "7 EFFECT");
    assertThat(relations(read("/v1/audit/events/1/lineage").json()))
        .containsExactly(
            "1 SELF", "2 SAME_COMMAND", "3 EFFECT", "5 EFFECT", "6 CORRELATED", "7 EFFECT");
    assertThat(positions(read("/v1/audit/events/7/lineage").json().required("causes")))
        .containsExactly(5L, 3L, 1L);
    assertThat(relations(read("/v1/audit/events/4/lineage").json())).containsExactly("4 SELF");
  }

  private static List<Long> positions(JsonNode events) {
    var positions = new ArrayList<Long>();
    events.forEach(event -> positions.add(event.required("position").asLong()));
    return positions;
  }

  private static List<String> relations(JsonNode lineage) {
    var relations = new ArrayList<String>();
    for (var item : lineage.required("items")) {
      relations.add(
          item.required("event").required("position").asLong()
              + " "
              + item.required("relation").asString());
    }
    return relations;
  }

  /** Compared with a walk over all that happened, in pages of every size. */
  @Test
  void whatever_happens_is_told_as_a_model_tells_it() throws Exception {
    var random = new Random(6);
    for (var root : new long[] {8, 9, 17, 60, 110, RANDOM_TO}) {
      var effects = effectsOf(root);
      var told = new ArrayList<String>();
      var after = 0L;
      do {
        var limit = random.nextInt(1, 60);
        var path = "/v1/audit/events/%d/lineage?limit=%d&after=%d".formatted(root, limit, after);
        var page = read(path).json();
        assertThat(page.required("items").size()).isLessThanOrEqualTo(limit);
        told.addAll(relations(page));
        after = page.path("next").asLong(0);
      } while (after != 0);

      assertThat(told).hasSize(RANDOM_TO - RANDOM_FROM + 1);
      assertThat(told.stream().filter(each -> each.endsWith(" EFFECT")))
          .containsExactlyElementsOf(effects.stream().map(each -> each + " EFFECT").toList());
      var lineage = read("/v1/audit/events/%d/lineage?limit=1".formatted(root)).json();
      assertThat(positions(lineage.required("causes"))).isEqualTo(causesOf(root));
    }
  }

  private List<Long> effectsOf(long root) {
    var effects = new ArrayList<Long>();
    var known = new HashSet<>(Set.of(root));
    for (var position = root + 1; position <= RANDOM_TO; position++) {
      var cause = causes.get(position);
      if (cause != null && known.contains(cause)) {
        known.add(position);
        effects.add(position);
      }
    }
    return effects;
  }

  private List<Long> causesOf(long position) {
    var chain = new ArrayList<Long>();
    for (var cause = causes.get(position); cause != null; cause = causes.get(cause)) {
      chain.add(cause);
    }
    return chain;
  }

  /** One may come from before correlations were recorded, or from another program. */
  @Test
  void an_event_that_says_nothing_of_where_it_came_from_is_related_to_itself() throws Exception {
    var position = log.head().value() + 1;
    store(Map.of());
    store(Map.of());
    var fresh = new String[] {"Annals-Min-Position", Long.toString(position + 1)};
    var path = "/v1/audit/events/%d/lineage".formatted(position);

    var lineage = answer(path, fresh).json();

    assertThat(relations(lineage)).containsExactly(position + " SELF");
    assertThat(lineage.has("command")).isFalse();
    assertThat(positions(lineage.required("causes"))).isEmpty();
    assertThat(relations(answer(path + "?after=" + position, fresh).json())).isEmpty();
  }

  /** A chain of more causes than are followed. */
  @Test
  void what_is_too_far_back_to_be_told_from_others_is_untold() throws Exception {
    var first = log.head().value() + 1;
    append("long", "l" + first, null, "l" + first);
    append("long", "stranger", null, "stranger");
    append("long", "l" + (first + 2), id(first), "l" + (first + 2));
    var last = first + 2 + LineageQueries.STEPS_MAX;
    for (var position = first + 3; position <= last; position++) {
      append("long", "l" + position, id(position - 1), "l" + position);
    }
    var fresh = new String[] {"Annals-Min-Position", Long.toString(last), "Prefer", "wait=20"};

    var lineage = answer("/v1/audit/events/%d/lineage?limit=4".formatted(last), fresh).json();

    assertThat(relations(lineage))
        .containsExactly(
            first + " UNTOLD",
            (first + 1) + " UNTOLD",
            (first + 2) + " CAUSE",
            (first + 3) + " CAUSE");
    assertThat(lineage.required("causes").size()).isEqualTo(Lineage.CAUSES_MAX);
  }

  @Test
  void a_command_is_told_by_its_events() throws Exception {
    var whole = read("/v1/audit/commands/c1").json();
    assertThat(whole.required("command").required("onBehalfOf").asString()).isEqualTo("customer:7");
    assertThat(positions(whole.required("items"))).containsExactly(1L, 2L);

    var first = read("/v1/audit/commands/c1?limit=1").json();
    assertThat(positions(first.required("items"))).containsExactly(1L);
    assertThat(first.required("next").asLong()).isEqualTo(1);
    var last = read("/v1/audit/commands/c1?limit=1&after=1").json();
    assertThat(positions(last.required("items"))).containsExactly(2L);
    assertThat(last.has("next")).isFalse();
  }

  @Test
  void what_is_to_come_is_waited_for() throws Exception {
    var next = log.head().value() + 1;
    var fresh = new String[] {"Annals-Min-Position", Long.toString(next), "Prefer", "wait=20"};
    for (var path : List.of("/v1/audit/events/%d", "/v1/audit/events/%d/lineage")) {
      assertThat(server.get(path.formatted(next)).isProblem(404, "audit/unknown-event")).isTrue();
    }
    var waiting =
        CompletableFuture.supplyAsync(
            () -> answer("/v1/audit/events/%d/lineage".formatted(next), fresh));
    append("late", "late", null, "late");

    var answer = waiting.join();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(relations(answer.json())).containsExactly(next + " SELF");
    assertThat(Long.parseLong(answer.header("annals-position"))).isGreaterThanOrEqualTo(next);
    var far = new String[] {"Annals-Min-Position", "999999", "Prefer", "wait=0"};
    assertThat(server.get("/v1/audit/events/1/lineage", far).isProblem(503, "position-not-reached"))
        .isTrue();
  }

  private Answer answer(String path, String... headers) {
    try {
      return server.get(path, headers);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/audit/events/0, 400, invalid-field",
    "/v1/audit/events/x, 400, invalid-field",
    "/v1/audit/events/9223372036854775807, 404, audit/unknown-event",
    "/v1/audit/events/99999999999999999999, 400, invalid-field",
    "/v1/audit/events/0/lineage, 400, invalid-field",
    "/v1/audit/events/999999/lineage, 404, audit/unknown-event",
    "/v1/audit/events/1/lineage?limit=501, 400, invalid-field",
    "/v1/audit/events/1/lineage?after=x, 400, invalid-field",
    "/v1/audit/events/1/lineage?position=1, 400, invalid-field",
    "/v1/audit/commands/nothing, 404, audit/unknown-command",
    "/v1/audit/commands/%20, 400, invalid-id",
    "/v1/audit/commands/%00, 400, bad-request"
  })
  void what_cannot_be_told_is_a_problem(String path, int status, String problem) throws Exception {
    var answer = server.getRaw(path);

    assertThat(answer.isProblem(status, problem)).as(answer.body()).isTrue();
  }

  @Test
  void rows_are_the_same_however_they_are_made_and_every_statement_can_be_planned()
      throws Exception {
    var database = new ReadDatabase();
    database.project(new LineageProjection(), log, 1_000);
    var slow = new ReadDatabase();
    slow.project(new LineageProjection(), log, 7);
    var rows = database.rows("lineage_event");
    assertThat(rows).hasSize((int) log.head().value()).isEqualTo(slow.rows("lineage_event"));
    assertThat(database.rowsAt(LineageSql.PAST, 5)).isEqualTo(rows.subList(0, 5));

    var params = new HashMap<String, Object>();
    params.put("positions", new long[] {1});
    params.put("items", new long[] {1});
    for (var texts : List.of("eventIds", "causes")) {
      params.put(texts, new String[] {id(1)});
    }
    for (var texts : List.of("correlationIds", "commandIds")) {
      params.put(texts, new String[] {"a"});
    }
    params.putAll(Map.of("correlationId", "a", "commandId", "a", "after", 1, "limit", 1));
    params.putAll(Map.of("projection", "p", "position", 1, "stepsMax", 9));
    assertThat(LineageSql.ALL)
        .allSatisfy(sql -> assertThat(database.plan(sql, params)).isNotEmpty());
    tells_how_far_it_looked(database.jdbc());
  }

  private static void tells_how_far_it_looked(JdbcClient jdbc) {
    var reached =
        jdbc.sql(LineageSql.SELECT_EFFECTS)
            .param("position", 1)
            .param("items", new long[] {3, 5, 7})
            .param("stepsMax", 2)
            .query((row, _) -> row.getLong(1) + " " + row.getBoolean(2))
            .list();
    assertThat(reached).containsExactlyInAnyOrder("3 true", "5 true", "7 false");
  }
}
