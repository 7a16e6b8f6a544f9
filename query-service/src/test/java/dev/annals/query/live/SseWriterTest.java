package dev.annals.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.annals.eventstore.log.SequencePosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class SseWriterTest {

  private final MockHttpServletResponse response = new MockHttpServletResponse();
  private final SseWriter writer =
      new SseWriter(response, JsonMapper.builder().build(), Duration.ofSeconds(10));

  record Raw(@JsonRawValue String data) {}

  @Test
  void opens_at_once_and_is_kept_by_nobody() throws Exception {
    writer.begin();
    assertThat(response.isCommitted()).isTrue();
    assertThat(response.getContentType()).startsWith("text/event-stream");
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(response.getContentAsString()).isEqualTo("retry: 1000\n\n");
  }

  @Test
  void writes_the_standards_format() throws Exception {
    writer.send(List.of(message(3, "{\"a\":\"ä\\n\"}"), message(5, "1")));
    writer.heartbeat();
    assertThat(new String(response.getContentAsByteArray(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            id: 3
            event: event
            data: {"data":{"a":"ä\\n"}}

            id: 5
            event: event
            data: {"data":1}

            : heartbeat

            """);
  }

  @Test
  void a_payload_of_several_lines_stays_one_message() throws Exception {
    writer.send(List.of(message(3, "{\n \"a\":\r\n1,\r\"id: 9\": 2\n}")));
    assertThat(response.getContentAsString())
        .isEqualTo(
            """
            id: 3
            event: event
            data: {"data":{
            data:  "a":
            data: 1,
            data: "id: 9": 2
            data: }}

            """);
  }

  private static LiveMessage message(long position, String raw) {
    return new LiveMessage("event", SequencePosition.of(position), new Raw(raw));
  }
}
