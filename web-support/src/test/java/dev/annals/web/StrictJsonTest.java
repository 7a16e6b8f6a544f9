package dev.annals.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.annals.web.ThingService.Thing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class StrictJsonTest {

  private final JsonMapper json = strict();

  @Test
  void reads_what_was_meant() {
    assertThat(json.readValue("{\"id\":\"a\",\"amount\":-7}", Thing.class))
        .isEqualTo(new Thing("a", -7L, null));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{\"amount\":1.5}; invalid-field; amount",
        "{\"amount\":1.0}; invalid-field; amount",
        "{\"amount\":1e3}; invalid-field; amount",
        "{\"amount\":\"5\"}; invalid-field; amount",
        "{\"amount\":\"\"}; invalid-field; amount",
        "{\"amount\":true}; invalid-field; amount",
        "{\"amount\":null}; invalid-field; amount",
        "{\"amount\":[1]}; invalid-field; amount",
        "{\"amount\":{}}; invalid-field; amount",
        "{\"amount\":9223372036854775808}; invalid-field; amount",
        "{\"amount\":-9223372036854775809}; invalid-field; amount",
        "{\"id\":5}; invalid-field; id",
        "{\"id\":true}; invalid-field; id",
        "{\"id\":[\"a\"]}; invalid-field; id",
        "{\"reference\":null}; invalid-field; reference",
        "{\"nonsense\":1}; unknown-field; nonsense",
        "{\"Amount\":1}; unknown-field; Amount",
        "{\"id\":\"a\",\"id\":\"b\"}; malformed-json;",
        "{\"amount\":007}; malformed-json;",
        "{\"amount\":+7}; malformed-json;",
        "{\"amount\":NaN}; malformed-json;",
        "{\"amount\":1}{}; malformed-json;",
        "{\"amount\":1} x; malformed-json;",
        "{\"amount\":1,}; malformed-json;",
        "{'amount':1}; malformed-json;",
        "{amount:1}; malformed-json;",
        "[]; malformed-json;",
        "[{\"id\":\"a\"}]; malformed-json;",
        "\"a\"; malformed-json;",
        "5; malformed-json;",
        "{; malformed-json;",
        "{\"id\"; malformed-json;"
      },
      delimiter = ';')
  void refuses_anything_else(String body, String slug, String field) {
    var failure =
        catchThrowableOfType(JacksonException.class, () -> json.readValue(body, Thing.class));

    var problem = JsonProblems.of(failure);

    assertThat(problem.type()).isEqualTo("/problems/" + slug);
    assertThat(problem.members().get("field")).isEqualTo(field);
    assertThat(problem.detail()).doesNotContain("dev.annals", "java.lang", "tools.jackson");
  }

  @Test
  void refuses_a_number_too_long_to_be_read() {
    var body = "{\"amount\":1" + "0".repeat(2_000) + "}";
    var failure =
        catchThrowableOfType(JacksonException.class, () -> json.readValue(body, Thing.class));

    assertThat(JsonProblems.of(failure).status()).isEqualTo(400);
  }

  private static JsonMapper strict() {
    var builder = JsonMapper.builder();
    new StrictJson().customize(builder);
    return builder.build();
  }
}
