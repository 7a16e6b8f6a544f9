package dev.annals.eventstore.axon;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.ConversionException;
import org.axonframework.conversion.Converter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Converts payloads with Jackson 3; Axon's own converter is bound to Jackson 2. Text and bytes are
 * taken for JSON, everything else for an object.
 */
public final class JacksonConverter implements Converter {

  private final JsonMapper mapper;

  public JacksonConverter(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * How events are written and read. Fields keep their declared order. A reader skips fields that a
   * newer revision added, but takes no null and no missing field for a value.
   */
  public static JsonMapper storedJson() {
    return JsonMapper.builder()
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .build();
  }

  @Override
  public boolean canConvert(Type sourceType, Type targetType) {
    return true;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Axon declares it
  public <T> @Nullable T convert(@Nullable Object input, Type targetType) {
    if (input == null) {
      return null;
    }
    var target = mapper.constructType(targetType);
    if (target.getRawClass().isInstance(input)) {
      return (T) input;
    }
    try {
      return (T) converted(input, target);
    } catch (JacksonException failure) {
      throw new ConversionException(
          "Cannot convert %s to %s"
              .formatted(input.getClass().getTypeName(), targetType.getTypeName()),
          failure);
    }
  }

  private Object converted(Object input, JavaType target) {
    if (target.hasRawClass(String.class)) {
      return input instanceof byte[] bytes
          ? new String(bytes, StandardCharsets.UTF_8)
          : mapper.writeValueAsString(input);
    }
    if (target.hasRawClass(byte[].class)) {
      return input instanceof String text
          ? text.getBytes(StandardCharsets.UTF_8)
          : mapper.writeValueAsBytes(input);
    }
    return switch (input) {
      case String json -> mapper.readValue(json, target);
      case byte[] json -> mapper.readValue(json, target);
      default -> mapper.convertValue(input, target);
    };
  }

  @Override
  public void describeTo(ComponentDescriptor descriptor) {
    descriptor.describeProperty("mapper", mapper);
  }
}
