package dev.annals.eventstore.privacy;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.privacy.KeyState.Erased;
import dev.annals.eventstore.privacy.KeyState.Held;
import dev.annals.eventstore.privacy.KeyState.None;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is stored of personal fields back into what was said, at the edge and nowhere before
 * it; what was erased stays erased. Thread-safe.
 */
public final class PersonalReader {

  private final PersonalFields fields;
  private final SubjectKeys keys;

  public PersonalReader(PersonalFields fields, SubjectKeys keys) {
    this.fields = fields;
    this.keys = keys;
  }

  /**
   * The field.
   *
   * @throws IllegalArgumentException if that is not personal
   */
  public PersonalField field(String type, String field) {
    return fields.require(type, field);
  }

  /**
   * A personal text as it is stored.
   *
   * @param subject whose it must be
   */
  public record Stored(PersonalField field, String subject, String text) {}

  /**
   * The texts in the same order, null for each that was erased.
   *
   * @param asOf erasures up to here must count
   * @throws KeysUnavailableException if that cannot be told now
   */
  public List<@Nullable String> read(Collection<Stored> stored, SequencePosition asOf) {
    var subjects = new HashSet<String>();
    stored.stream()
        .filter(each -> !each.text().isEmpty())
        .forEach(each -> subjects.add(each.subject()));
    var states = subjects.isEmpty() ? Map.<String, KeyState>of() : known(subjects, asOf);
    var texts = new ArrayList<@Nullable String>(stored.size());
    stored.forEach(each -> texts.add(text(each, states)));
    return texts;
  }

  private Map<String, KeyState> known(Set<String> subjects, SequencePosition asOf) {
    return keys.forReading(subjects, asOf);
  }

  private @Nullable String text(Stored stored, Map<String, KeyState> states) {
    if (stored.text().isEmpty()) {
      return "";
    }
    var ciphertext = Ciphertext.parse(stored.text());
    if (ciphertext == null) {
      // From before there were keys: it cannot be destroyed, and is told to nobody.
      return states.get(stored.subject()) instanceof Erased ? null : stored.text();
    }
    if (!ciphertext.subject().equals(stored.subject())) {
      throw new IllegalStateException(
          "The %s of subject %s is one of subject %s"
              .formatted(stored.field(), stored.subject(), ciphertext.subject()));
    }
    var sealed = ciphertext.sealed();
    return sealed == null ? null : decrypted(stored, sealed, states);
  }

  private @Nullable String decrypted(Stored stored, byte[] sealed, Map<String, KeyState> states) {
    var state = states.get(stored.subject());
    if (state == null || state instanceof None) {
      // What was read before there was a key may still be in memory.
      state = keys.lookAgain(stored.subject());
    }
    return switch (state) {
      case Erased _ -> null;
      case None _ -> throw SubjectKeys.lost(stored.subject());
      case Held(var key) -> decrypted(stored, sealed, key);
    };
  }

  private static String decrypted(Stored stored, byte[] sealed, SubjectKey key) {
    try {
      return key.decrypt(sealed, stored.field().context(stored.subject()));
    } catch (NotAuthenticException e) {
      throw new IllegalStateException(
          "The %s of subject %s is not what was stored".formatted(stored.field(), stored.subject()),
          e);
    }
  }

  /**
   * A payload as it was said.
   *
   * @param json with null in place of what was erased
   * @param erased names of the fields that were
   */
  public record Payload(String json, List<String> erased) {}

  /** An event's payload as it is stored. */
  public record StoredPayload(String type, String json) {}

  /**
   * The payloads in the same order.
   *
   * @param asOf erasures up to here must count
   * @throws KeysUnavailableException if that cannot be told now
   */
  public List<Payload> readPayloads(List<StoredPayload> payloads, SequencePosition asOf) {
    var texts = new ArrayList<List<Stored>>(payloads.size());
    payloads.forEach(payload -> texts.add(personal(payload)));
    var read = read(texts.stream().flatMap(List::stream).toList(), asOf).iterator();
    var answers = new ArrayList<Payload>(payloads.size());
    for (var i = 0; i < payloads.size(); i++) {
      var values = new HashMap<String, @Nullable String>();
      texts.get(i).forEach(stored -> values.put(stored.field().field(), read.next()));
      answers.add(payload(payloads.get(i).json(), values));
    }
    return answers;
  }

  private List<Stored> personal(StoredPayload payload) {
    var personal = fields.of(payload.type());
    if (personal.isEmpty()) {
      return List.of();
    }
    var texts = PayloadTexts.of(payload.json(), personal);
    var stored = new ArrayList<Stored>();
    for (var field : personal) {
      var text = texts.get(field.field());
      var subject = texts.get(field.subjectField());
      if (text != null && !text.isEmpty() && subject != null) {
        stored.add(new Stored(field, subject, text));
      }
    }
    return stored;
  }

  private static Payload payload(String json, Map<String, @Nullable String> values) {
    if (values.isEmpty()) {
      return new Payload(json, List.of());
    }
    var erased =
        values.entrySet().stream()
            .filter(each -> each.getValue() == null)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return new Payload(PayloadTexts.replaced(json, values), erased);
  }
}
