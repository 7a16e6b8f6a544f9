package dev.annals.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads only what was meant: no unknown or repeated field, no text for a number or number for a
 * text, no fraction or exponent for an integer, no null, nothing after the end. A field may be
 * absent; whoever needs it says so.
 */
final class StrictJson implements JsonMapperBuilderCustomizer {

  @Override
  public void customize(JsonMapper.Builder builder) {
    builder
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .addModule(
            new SimpleModule("annals-strict")
                .addDeserializer(String.class, new StrictText())
                .addDeserializer(Long.class, new StrictInteger()));
  }

  /** Jackson's own would take {@code 5} and {@code null} for a text. */
  private static final class StrictText extends StdScalarDeserializer<String> {

    StrictText() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) {
      if (json.hasToken(JsonToken.VALUE_STRING)) {
        return json.getString();
      }
      return (String) context.handleUnexpectedToken(String.class, json);
    }

    @Override
    public Object getNullValue(DeserializationContext context) {
      throw nullRefused(context, String.class);
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
      return null;
    }
  }

  /** Jackson's own would take {@code "5"} and {@code null} for a number. */
  private static final class StrictInteger extends StdScalarDeserializer<Long> {

    StrictInteger() {
      super(Long.class);
    }

    @Override
    public Long deserialize(JsonParser json, DeserializationContext context) {
      if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
        return json.getLongValue();
      }
      return (Long) context.handleUnexpectedToken(Long.class, json);
    }

    @Override
    public Object getNullValue(DeserializationContext context) {
      throw nullRefused(context, Long.class);
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
      return null;
    }
  }

  private static InvalidNullException nullRefused(DeserializationContext context, Class<?> type) {
    return InvalidNullException.from(context, null, context.constructType(type));
  }
}
