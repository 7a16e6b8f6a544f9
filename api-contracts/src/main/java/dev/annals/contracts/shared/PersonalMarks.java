package dev.annals.contracts.shared;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what is marked as {@link Personal}. */
public final class PersonalMarks {

  private PersonalMarks() {}

  /** Of a record, by the marked component's name the name of its subject; in their order. */
  public static Map<String, String> of(Class<?> type) {
    var marks = new LinkedHashMap<String, String>();
    if (type.isRecord()) {
      for (var component : type.getRecordComponents()) {
        var personal = component.getAnnotation(Personal.class);
        if (personal != null) {
          requireValid(type, component, personal);
          marks.put(component.getName(), personal.subject());
        }
      }
    }
    return marks;
  }

  /** Of a catalogue, by stored type name. */
  public static Map<String, Map<String, String>> ofAll(Map<String, ? extends Class<?>> catalogue) {
    var marks = new HashMap<String, Map<String, String>>();
    catalogue.forEach((type, payload) -> marks.put(type, of(payload)));
    return marks;
  }

  private static void requireValid(Class<?> type, RecordComponent component, Personal personal) {
    var names = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName);
    if (component.getType() != String.class || names.noneMatch(personal.subject()::equals)) {
      throw new IllegalArgumentException(
          "%s.%s must be a text, and its subject a component beside it"
              .formatted(type.getSimpleName(), component.getName()));
    }
  }
}
