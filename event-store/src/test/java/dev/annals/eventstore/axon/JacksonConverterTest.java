package dev.annals.eventstore.axon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import org.axonframework.conversion.ConversionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonConverterTest {

  private static final Fact FACT =
      new Fact("z", 1, Instant.parse("2026-03-01T12:00:00.5Z"), Currency.getInstance("EUR"));
  private static final String JSON =
      "{\"name\":\"z\",\"amount\":1,\"at\":\"2026-03-01T12:00:00.500Z\",\"currency\":\"EUR\"}";

  private final JacksonConverter converter = new JacksonConverter(JacksonConverter.storedJson());

  record Fact(String name, long amount, Instant at, Currency currency) {}

  @Test
  void writes_fields_in_declared_order_and_instants_as_text() {
    assertThat(converter.<String>convert(FACT, String.class)).isEqualTo(JSON);
    assertThat(converter.<byte[]>convert(FACT, byte[].class)).isEqualTo(JSON.getBytes(UTF_8));
  }

  @Test
  void reads_what_it_wrote() {
    assertThat(converter.<Fact>convert(JSON, Fact.class)).isEqualTo(FACT);
    assertThat(converter.<Fact>convert(JSON.getBytes(UTF_8), Fact.class)).isEqualTo(FACT);
  }

  @Test
  void text_and_bytes_are_the_json_they_hold() {
    assertThat(converter.<byte[]>convert("{}", byte[].class)).isEqualTo("{}".getBytes(UTF_8));
    assertThat(converter.<String>convert("{}".getBytes(UTF_8), String.class)).isEqualTo("{}");
  }

  @Test
  void leaves_alone_what_has_the_type_already() {
    assertThat(converter.<Object>convert(FACT, Record.class)).isSameAs(FACT);
    assertThat(converter.<Object>convert(null, Fact.class)).isNull();
  }

  @Test
  void converts_between_objects() {
    assertThat(converter.<Map<String, Object>>convert(FACT, Map.class)).containsEntry("name", "z");
  }

  @Test
  void skips_a_field_of_a_later_revision() {
    var later = JSON.replace("{\"name\"", "{\"since\":7,\"name\"");

    assertThat(converter.<Fact>convert(later, Fact.class)).isEqualTo(FACT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"z\",\"amount\":null,\"at\":\"2026-03-01T12:00:00Z\",\"currency\":\"EUR\"}",
        "{\"name\":null,\"amount\":1,\"at\":\"2026-03-01T12:00:00Z\",\"currency\":\"EUR\"}",
        "{\"name\":\"z\",\"at\":\"2026-03-01T12:00:00Z\",\"currency\":\"EUR\"}",
        "{\"name\":\"z\"",
        "{} {}"
      })
  void takes_no_null_no_gap_and_no_half_for_a_value(String json) {
    assertThatThrownBy(() -> converter.<Fact>convert(json, Fact.class))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining("Fact");
  }
}
