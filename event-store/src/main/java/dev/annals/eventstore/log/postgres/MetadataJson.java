package dev.annals.eventstore.log.postgres;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Metadata as stored: a JSON object of texts, keys in order so that equal metadata is equal text.
 */
final class MetadataJson {

  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final ObjectReader READER =
      MAPPER.readerFor(
          MAPPER.getTypeFactory().constructMapType(Map.class, String.class, String.class));
  private static final ObjectWriter WRITER = MAPPER.writer();

  private MetadataJson() {}

  static String write(Map<String, String> metadata) {
    return WRITER.writeValueAsString(new TreeMap<>(metadata));
  }

  static Map<String, String> read(String json) {
    var plain = json.indexOf('\\') < 0 ? readPlain(json) : null;
    return plain == null ? READER.readValue(json) : plain;
  }

  /**
   * Without escapes, an object of texts is what stands between its quotation marks, key and value
   * in turn. Metadata is read with every event, and this takes a fifth of the time. Null if the
   * text is not of the very form that {@link #write} gives it.
   */
  private static @Nullable Map<String, String> readPlain(String json) {
    var parts = json.split("\"", -1);
    var entries = parts.length / 4;
    if (parts.length != 4 * entries + 1 || entries == 0) {
      return null;
    }
    @SuppressWarnings({"unchecked", "rawtypes"})
    Map.Entry<String, String>[] found = new Map.Entry[entries];
    for (var i = 0; i < entries; i++) {
      var before = i == 0 ? "{" : ",";
      if (!parts[4 * i].equals(before) || !parts[4 * i + 2].equals(":")) {
        return null;
      }
      found[i] = Map.entry(parts[4 * i + 1], parts[4 * i + 3]);
    }
    return parts[4 * entries].equals("}") ? Map.ofEntries(found) : null;
  }
}
