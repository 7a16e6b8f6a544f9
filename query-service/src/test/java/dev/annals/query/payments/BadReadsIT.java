package dev.annals.query.payments;

import static dev.annals.query.testing.PaymentLog.opened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.QueryServer;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a client sends gets a problem document that is the client's, never a failure of the
 * service.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadReadsIT {

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final QueryServer server = QueryServer.over(log);

  @BeforeAll
  void happen() throws Exception {
    var head = new PaymentLog(log).append(opened("ann"));
    var answer =
        server.get("/v1/accounts/ann", "Annals-Min-Position", head.toString(), "Prefer", "wait=20");
    assertThat(answer.status()).isEqualTo(200);
  }

  @AfterAll
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/accounts/-ann",
        "/v1/accounts/a%20b",
        "/v1/accounts/a%0Ab",
        "/v1/accounts/a%7F",
        "/v1/accounts/%C3%A4",
        "/v1/accounts/a%27%3B--",
        "/v1/accounts/a%20b/statement",
        "/v1/accounts/a%20b/events",
        "/v1/transfers/a%0Db",
        "/v1/transfers/a%3Db"
      })
  void an_identifier_of_the_wrong_form(String target) throws Exception {
    var answer = server.getRaw(target);
    assertThat(answer.isProblem(400, "invalid-id")).as(answer.toString()).isTrue();
  }

  @Test
  void an_identifier_that_is_too_long() throws Exception {
    var answer = server.get("/v1/accounts/" + "a".repeat(65));
    assertThat(answer.isProblem(400, "invalid-id")).isTrue();
    assertThat(server.get("/v1/accounts/" + "a".repeat(64)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=501",
        "limit=-1",
        "limit=1.5",
        "limit=ten",
        "limit=",
        "limit=99999999999999999999",
        "limit=1&limit=2",
        "limit=%00",
        "limit=%D9%A5",
        "after=",
        "after=a%20b",
        "after=a&after=b",
        "after=%00"
      })
  void a_page_of_accounts_that_cannot_be(String query) throws Exception {
    var answer = server.get("/v1/accounts?" + query);
    assertThat(answer.isProblem(400, "invalid-field")).as(answer.body()).isTrue();
    assertThat(answer.text("field")).isEqualTo(query.substring(0, query.indexOf('=')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after=",
        "after=-1",
        "after=1.5",
        "after=ann",
        "after=9223372036854775808",
        "after=99999999999999999999",
        "after=1&after=2",
        "limit=0"
      })
  void a_page_of_positions_that_cannot_be(String query) throws Exception {
    for (var path : new String[] {"/v1/accounts/ann/statement?", "/v1/accounts/ann/events?"}) {
      var answer = server.get(path + query);
      assertThat(answer.isProblem(400, "invalid-field")).as(answer.body()).isTrue();
    }
  }

  @Test
  void a_page_after_the_end_of_everything_is_empty() throws Exception {
    for (var path : new String[] {"/v1/accounts/ann/statement?", "/v1/accounts/ann/events?"}) {
      var answer = server.get(path + "after=9223372036854775807&limit=500");
      assertThat(answer.body()).isEqualTo("{\"items\":[]}");
    }
    assertThat(server.get("/v1/accounts?after=zzz").body()).isEqualTo("{\"items\":[]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/accounts/%",
        "/v1/accounts/%00",
        "/v1/accounts/%FF",
        "/v1/accounts/%zz",
        "/v1/accounts/%2",
        "/v1/accounts/a%2Fb",
        "/v1/accounts/a%5Cb",
        "/v1/accounts/a\\b",
        "/v1/accounts/a\u0001b",
        "/v1/accounts/a\u00e4b",
        "/v1/accounts?limit=%zz",
        "/v1/accounts?limit=%",
        "/v1/accounts?%FF=%FE",
        "/v1/accounts/../../etc/passwd",
        "/v1/accounts/..%2f..%2f",
        "/v1/accounts/ann;a=b/%zz",
        "/v1/accounts//ann",
        "/v1/accounts/ann/",
        "/v1/accounts/ann/nothing",
        "/v1/nothing",
        "/",
        "/error",
        "/%2e%2e/",
        "*",
        "ann"
      })
  void a_target_that_leads_nowhere_is_the_clients_mistake(String target) throws Exception {
    var answer = server.getRaw(target);
    assertThat(answer.status()).as(answer.toString()).isBetween(200, 499);
    if (answer.status() >= 400) {
      assertThat(answer.header("content-type")).startsWith("application/problem+json");
      assertThat(answer.text("type")).startsWith("/problems/");
    }
  }

  @Test
  void nothing_can_be_written_here() throws Exception {
    for (var method : new String[] {"POST", "PUT", "DELETE", "PATCH"}) {
      var answer = server.send(method, "/v1/accounts/ann");
      assertThat(answer.isProblem(405, "method-not-allowed")).as(answer.body()).isTrue();
      assertThat(answer.header("allow")).contains("GET");
    }
  }

  @Test
  void answers_are_json() throws Exception {
    var answer = server.get("/v1/accounts/ann", "Accept", "text/html");
    assertThat(answer.isProblem(406, "not-acceptable")).as(answer.body()).isTrue();
    assertThat(server.get("/v1/accounts/ann", "Accept", "*/*").status()).isEqualTo(200);
    var odd = server.get("/v1/accounts/ann", "Accept", "///");
    assertThat(odd.status()).as(odd.body()).isBetween(400, 499);
  }

  @Test
  void only_the_head_of_an_answer() throws Exception {
    var answer = server.send("HEAD", "/v1/accounts/ann");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("etag")).isEqualTo("\"1\"");
    assertThat(answer.body()).isEmpty();
  }
}
