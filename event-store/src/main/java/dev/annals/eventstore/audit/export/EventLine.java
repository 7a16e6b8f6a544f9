package dev.annals.eventstore.audit.export;

import dev.annals.eventstore.log.StoredEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as a line of an export: a CloudEvent, from which every byte of the stored event can be
 * had again. The payload comes last and to the letter, so that nobody has to guess how it was
 * written.
 */
final class EventLine {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Cannot stand in a text of the attributes before it, where quotation marks are escaped. */
  private static final byte[] DATA = ",\"data\":".getBytes(StandardCharsets.UTF_8);

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  /** Always six digits, so that there is one text for each instant. */
  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 6, 6, true)
          .appendLiteral('Z')
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  private EventLine() {}

  /**
   * Without the line's end.
   *
   * @param source what id and position are unique in
   */
  static byte[] write(StoredEvent event, String source) {
    var payload = bytes(event.payload());
    var line = JSON.createObjectNode();
    line.put("specversion", "1.0");
    line.put("id", event.id().toString());
    line.put("source", source);
    line.put("type", text(event.type()));
    line.put("time", INSTANT.format(instant(event.occurredMicros())));
    line.put("datacontenttype", "application/json");
    line.put("position", Long.toString(event.position()));
    line.put("revision", text(event.revision()));
    line.put("recordedat", INSTANT.format(instant(event.recordedMicros())));
    line.put("tags", JSON.writeValueAsString(tags(event.tags())));
    line.put("metadata", text(event.metadata()));
    if (!fitsALine(payload)) {
      line.put("data_base64", Base64.getEncoder().encodeToString(payload));
      return JSON.writeValueAsBytes(line);
    }
    var attributes = JSON.writeValueAsBytes(line);
    var bytes = new ByteArrayOutputStream(attributes.length + DATA.length + payload.length);
    bytes.write(attributes, 0, attributes.length - 1);
    bytes.writeBytes(DATA);
    bytes.writeBytes(payload);
    bytes.write('}');
    return bytes.toByteArray();
  }

  /** JSON, and all on one line. */
  private static boolean fitsALine(byte[] payload) {
    for (var each : payload) {
      if (each == '\n' || each == '\r') {
        return false;
      }
    }
    try (var parser = JSON.createParser(payload)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException _) {
      return false;
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws BadExportException if it is anything else
   */
  static StoredEvent read(byte[] line) {
    try {
      var data = indexOfData(line);
      var node = data < 0 ? JSON.readTree(line) : attributes(line, data);
      var payload =
          data < 0
              ? ByteBuffer.wrap(Base64.getDecoder().decode(string(node, "data_base64")))
              : ByteBuffer.wrap(line, data + DATA.length, line.length - data - DATA.length - 1);
      return new StoredEvent(
          Long.parseLong(string(node, "position")),
          UUID.fromString(string(node, "id")),
          micros(string(node, "time")),
          micros(string(node, "recordedat")),
          utf8(string(node, "type")),
          utf8(string(node, "revision")),
          tags(JSON.readTree(string(node, "tags"))),
          payload.slice(),
          utf8(string(node, "metadata")));
    } catch (RuntimeException e) {
      throw new BadExportException("A line is not one that an export has: " + e.getMessage(), e);
    }
  }

  private static int indexOfData(byte[] line) {
    for (var i = 0; i + DATA.length < line.length; i++) {
      if (line[i] == DATA[0] && Arrays.equals(line, i, i + DATA.length, DATA, 0, DATA.length)) {
        return i;
      }
    }
    return -1;
  }

  private static JsonNode attributes(byte[] line, int end) {
    if (line[line.length - 1] != '}') {
      throw new BadExportException("it does not end in a brace");
    }
    var attributes = Arrays.copyOf(line, end + 1);
    attributes[end] = '}';
    return JSON.readTree(attributes);
  }

  private static String string(JsonNode node, String name) {
    var value = node.required(name);
    if (!value.isString()) {
      throw new BadExportException("its %s is no text".formatted(name));
    }
    return value.asString();
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS_PER_SECOND),
        Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
  }

  /** The inverse of {@link #instant} for every number, in whatever century it is. */
  private static long micros(String text) {
    var instant = INSTANT.parse(text, Instant::from);
    return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / NANOS_PER_MICRO;
  }

  private static List<String> tags(ByteBuffer elements) {
    var tags = new ArrayList<String>();
    while (elements.hasRemaining()) {
      var length = elements.getInt();
      tags.add(text(elements.slice(elements.position(), length)));
      elements.position(elements.position() + length);
    }
    return tags;
  }

  private static ByteBuffer tags(JsonNode array) {
    var bytes = new ByteArrayOutputStream();
    for (var tag : array) {
      var text = tag.asString().getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
      bytes.writeBytes(text);
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  private static String text(ByteBuffer utf8) {
    return StandardCharsets.UTF_8.decode(utf8).toString();
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
