package dev.annals.eventstore.privacy;

import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Texts at the top of a payload: finds them, and puts others in their place. */
final class PayloadTexts {

  private static final JsonFactory JSON = new JsonFactory();

  private PayloadTexts() {}

  /** The texts of these fields and of those that name their subjects, by the name of the field. */
  static Map<String, String> of(String payload, List<PersonalField> fields) {
    var texts = new HashMap<String, String>();
    try (var parser = JSON.createParser(ObjectReadContext.empty(), payload)) {
      requireObject(parser.nextToken());
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING && isWanted(name, fields)) {
          texts.put(name, parser.getString());
        } else {
          parser.skipChildren();
        }
      }
    }
    return texts;
  }

  private static boolean isWanted(String name, List<PersonalField> fields) {
    for (var field : fields) {
      if (field.field().equals(name) || field.subjectField().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static void requireObject(@Nullable JsonToken first) {
    if (first != JsonToken.START_OBJECT) {
      throw new StreamReadException("The payload is no JSON object");
    }
  }

  /**
   * The payload with other values in these fields.
   *
   * @param values by the name of the field; null for JSON's null
   */
  static String replaced(String payload, Map<String, @Nullable String> values) {
    var written = new StringWriter(payload.length() + 128 * values.size());
    try (var parser = JSON.createParser(ObjectReadContext.empty(), payload);
        var generator = JSON.createGenerator(ObjectWriteContext.empty(), written)) {
      requireObject(parser.nextToken());
      generator.writeStartObject();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var name = parser.currentName();
        generator.writeName(name);
        parser.nextToken();
        if (values.containsKey(name)) {
          parser.skipChildren();
          generator.writeString(values.get(name));
        } else {
          generator.copyCurrentStructureExact(parser);
        }
      }
      generator.writeEndObject();
    }
    return written.toString();
  }
}
