package dev.annals.eventstore.audit.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.annals.eventstore.log.StoredEvent;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class EventLineTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static StoredEvent event(String type, String tag, String payload, String metadata) {
    var tags = ByteBuffer.allocate(1_000);
    if (!tag.isEmpty()) {
      tags.putInt(tag.getBytes(UTF_8).length).put(tag.getBytes(UTF_8));
    }
    return new StoredEvent(
        7,
        new UUID(1, 2),
        1_767_268_800_123_456L,
        -1,
        text(type),
        text("1"),
        tags.flip(),
        text(payload),
        text(metadata));
  }

  private static String line(StoredEvent event) {
    return new String(EventLine.write(event, "/example.com/log"), UTF_8);
  }

  @Test
  void a_line_is_a_cloud_event() {
    var line =
        line(event("t.Opened", "accountId=ännchen", "{\"n\": 1.0}", "{\"actor\":\"a\\\"b\"}"));

    assertThat(line)
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\"00000000-0000-0001-0000-000000000002\","
                + "\"source\":\"/example.com/log\",\"type\":\"t.Opened\","
                + "\"time\":\"2026-01-01T12:00:00.123456Z\",\"datacontenttype\":\"application/json\","
                + "\"position\":\"7\",\"revision\":\"1\","
                + "\"recordedat\":\"1969-12-31T23:59:59.999999Z\","
                + "\"tags\":\"[\\\"accountId=ännchen\\\"]\","
                + "\"metadata\":\"{\\\"actor\\\":\\\"a\\\\\\\"b\\\"}\",\"data\":{\"n\": 1.0}}");
    assertThat(JSON.readTree(line).required("data").required("n").asDouble()).isEqualTo(1.0);
  }

  /** Whatever looks like the end of the attributes, or is no JSON, or spans lines. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ \"a\" : [1,  2], \"data\":\",\\\"data\\\":\" }",
        "{\"a\":1,\"data\":2}",
        "[]",
        "1e3",
        "{\n}",
        "{}\r",
        "",
        "no json",
        "{",
        "{}{}",
        "{\"a\":1,\"a\":2}",
        "\"\u2028ü\uD83D\uDE00\""
      })
  void every_byte_comes_back(String payload) {
    var event = event("t,\"data\":x", "k=,\"data\":", payload, "{\"k\":\",\\\"data\\\":\"}");
    var line = EventLine.write(event, "/x");
    var read = EventLine.read(line);

    assertThat(new String(line, UTF_8)).doesNotContain("\n").doesNotContain("\r");
    assertThat(JSON.readTree(line).isObject()).isTrue();
    assertThat(read).isEqualTo(event);
  }

  @Test
  void instants_far_away_come_back() {
    for (var micros : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, 253_402_300_800_000_000L}) {
      var event =
          new StoredEvent(
              1,
              new UUID(0, 0),
              micros,
              micros,
              text("t"),
              text("1"),
              text(""),
              text("{}"),
              text(""));
      assertThat(EventLine.read(EventLine.write(event, "/x"))).isEqualTo(event);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{}",
        "[]",
        "{\"position\":7,\"data\":{}}",
        "{\"position\":\"x\",\"data\":{}}",
        "{\"position\":\"7\",\"data\":{}"
      })
  void anything_else_is_refused(String line) {
    assertThatExceptionOfType(BadExportException.class)
        .isThrownBy(() -> EventLine.read(line.getBytes(UTF_8)));
  }
}
