package dev.annals.eventstore.log.postgres;

import java.util.Map;
import java.util.TreeMap;
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
    return READER.readValue(json);
  }
}
