package dev.annals.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A problem document (RFC 9457).
 *
 * @param type stable, relative
 * @param detail for a person; whatever a client sent that cannot be printed is replaced
 * @param members further members by name, for example the {@code field} that is wrong
 */
public record Problem(
    String type, String title, int status, String detail, Map<String, String> members) {

  public static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Problem {
    detail = Printable.of(detail);
    var printable = new LinkedHashMap<String, String>();
    members.forEach((name, value) -> printable.put(name, Printable.of(value)));
    members = Collections.unmodifiableMap(printable);
  }

  public Problem(String type, String title, int status, String detail) {
    this(type, title, status, detail, Map.of());
  }

  /** This problem with one more member. */
  public Problem with(String name, String value) {
    var more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(type, title, status, detail, more);
  }

  /** The document as JSON text. */
  public String toJson() {
    var document = JSON.createObjectNode();
    document.put("type", type);
    document.put("title", title);
    document.put("status", status);
    document.put("detail", detail);
    members.forEach(document::put);
    return document.toString();
  }

  /** Reads what {@link #toJson} wrote. */
  public static Problem fromJson(String json) {
    var document = JSON.readTree(json);
    var members = new LinkedHashMap<String, String>();
    for (var property : document.properties()) {
      switch (property.getKey()) {
        case "type", "title", "status", "detail" -> {}
        default -> members.put(property.getKey(), property.getValue().asString());
      }
    }
    return new Problem(
        text(document, "type"),
        text(document, "title"),
        document.required("status").asInt(),
        text(document, "detail"),
        members);
  }

  private static String text(JsonNode document, String name) {
    return document.required(name).asString();
  }
}
