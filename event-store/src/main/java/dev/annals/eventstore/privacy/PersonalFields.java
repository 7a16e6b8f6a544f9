package dev.annals.eventstore.privacy;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All fields that hold personal data, by the type of event. */
public final class PersonalFields {

  private final Map<String, List<PersonalField>> byType;

  private PersonalFields(Map<String, List<PersonalField>> byType) {
    this.byType = Map.copyOf(byType);
  }

  /**
   * The fields that are marked.
   *
   * @param marked by type of event, the subject's field by the field's name
   */
  public static PersonalFields of(Map<String, Map<String, String>> marked) {
    var byType = new HashMap<String, List<PersonalField>>();
    marked.forEach(
        (type, fields) -> {
          if (!fields.isEmpty()) {
            byType.put(
                type,
                new TreeMap<>(fields)
                    .entrySet().stream()
                        .map(each -> new PersonalField(type, each.getKey(), each.getValue()))
                        .toList());
          }
        });
    return new PersonalFields(byType);
  }

  /** Those of one type of event; none if it is not known. */
  public List<PersonalField> of(String type) {
    return byType.getOrDefault(type, List.of());
  }

  /**
   * The field.
   *
   * @throws IllegalArgumentException if that is not personal
   */
  public PersonalField require(String type, String field) {
    return of(type).stream()
        .filter(each -> each.field().equals(field))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("%s.%s is not personal".formatted(type, field)));
  }

  /** Names of the fields that name subjects, which are keys of tags as well. */
  public Set<String> subjectFields() {
    return typesBySubjectField().keySet();
  }

  /** Matches every event that can hold a text of the subject, and others about it. */
  EventQuery eventsOf(String subject) {
    return new EventQuery(
        typesBySubjectField().entrySet().stream()
            .map(
                each ->
                    new EventQuery.Item(each.getValue(), Set.of(Tag.of(each.getKey(), subject))))
            .toList());
  }

  private Map<String, Set<String>> typesBySubjectField() {
    var types = new TreeMap<String, Set<String>>();
    byType.values().stream()
        .flatMap(Collection::stream)
        .forEach(
            each ->
                types.computeIfAbsent(each.subjectField(), _ -> new TreeSet<>()).add(each.type()));
    return types;
  }
}
