package dev.annals.eventstore.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.Tag;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EncryptedTextsTest {

  private static final String OPENED = "t.Opened";
  private static final String PAID = "t.Paid";

  private final PersonalFields fields =
      PersonalFields.of(Map.of(OPENED, Map.of("note", "id"), PAID, Map.of("words", "from")));
  private final InMemorySubjectKeyStore store = new InMemorySubjectKeyStore();
  private final SubjectKeys keys = new SubjectKeys(store, 100, _ -> false);
  private final PersonalPayloads payloads = new PersonalPayloads(fields, keys, new SecureRandom());
  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final EncryptedTexts texts = new EncryptedTexts(log, fields);
  private int appended;

  @Test
  void a_text_is_found_wherever_the_subject_has_one() {
    append(OPENED, "{\"id\":\"ann\",\"note\":\"hello\"}", Tag.of("id", "ann"));
    append(PAID, "{\"from\":\"bob\",\"words\":\"hello\"}", Tag.of("from", "bob"));

    assertThat(texts.existOf("ann")).isTrue();
    assertThat(texts.existOf("bob")).isTrue();
    assertThat(texts.existOf("carl")).isFalse();
  }

  @Test
  void a_late_text_is_found_behind_many_events_without() {
    for (var i = 0; i < 250; i++) {
      append(OPENED, "{\"id\":\"ann\",\"note\":\"\"}", Tag.of("id", "ann"));
    }
    assertThat(texts.existOf("ann")).isFalse();

    append(OPENED, "{\"id\":\"ann\",\"note\":\"hello\"}", Tag.of("id", "ann"));

    assertThat(texts.existOf("ann")).isTrue();
  }

  @Test
  void neither_plain_text_nor_marks_of_the_erased_nor_words_of_others_count() {
    store(OPENED, "{\"id\":\"ann\",\"note\":\"from before there were keys\"}", Tag.of("id", "ann"));
    store.erase(List.of("bob"));
    append(OPENED, "{\"id\":\"bob\",\"note\":\"gone\"}", Tag.of("id", "bob"));
    append(
        PAID, "{\"from\":\"carl\",\"words\":\"hi\"}", Tag.of("from", "carl"), Tag.of("id", "ann"));

    assertThat(texts.existOf("ann")).isFalse();
    assertThat(texts.existOf("bob")).isFalse();
    assertThat(texts.existOf("carl")).isTrue();
  }

  private void append(String type, String payload, Tag... tags) {
    store(type, payloads.protect(type, payload), tags);
  }

  private void store(String type, String payload, Tag... tags) {
    var id = new UUID(0, appended++);
    var event = new Event(id, type, "1", Instant.EPOCH, Set.of(tags), payload, Map.of());
    log.append(List.of(event), AppendCondition.none()).join();
  }
}
