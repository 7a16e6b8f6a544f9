package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataJsonTest {

  private static final String LETTERS = "ab{}:,\"\\\n é😀".repeat(2);

  private final Random random = new Random(11);

  @Test
  void what_was_written_is_read_whatever_it_contains() {
    for (var round = 0; round < 5_000; round++) {
      var metadata = new HashMap<String, String>();
      for (var i = random.nextInt(5); i > 0; i--) {
        metadata.put(text(), text());
      }
      assertThat(MetadataJson.read(MetadataJson.write(metadata))).isEqualTo(metadata);
    }
  }

  @Test
  void equal_metadata_is_equal_text() {
    assertThat(MetadataJson.write(Map.of("b", "2", "a", "1")))
        .isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{ \"a\" : \"1\" }", "{\"a\":\"1\"}\n"})
  void reads_json_of_another_form(String json) {
    assertThat(MetadataJson.read(json)).isEqualTo(Map.of("a", "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":\"1\"", "{\"a\",\"1\"}", "[\"a\":\"1\"]", "\"a\"", ""})
  void refuses_what_is_no_object_of_texts(String json) {
    assertThatThrownBy(() -> MetadataJson.read(json)).isInstanceOf(RuntimeException.class);
  }

  private String text() {
    var text = new StringBuilder();
    for (var i = random.nextInt(6); i > 0; i--) {
      text.appendCodePoint(LETTERS.codePointAt(random.nextInt(LETTERS.length() / 2 - 1)));
    }
    return text.toString();
  }
}
