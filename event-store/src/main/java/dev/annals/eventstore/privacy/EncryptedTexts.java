package dev.annals.eventstore.privacy;

import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * Tells what the log knows of keys: a subject whose text it holds encrypted had one, whatever the
 * key store says now. Thread-safe.
 */
public final class EncryptedTexts {

  /** The first event of a subject with a key usually has a text. */
  private static final int FIRST_PAGE_MAX = 100;

  private final EventReader log;
  private final PersonalFields fields;

  public EncryptedTexts(EventReader log, PersonalFields fields) {
    this.log = log;
    this.fields = fields;
  }

  /**
   * Whether any text in the log was encrypted with a key of the subject. Takes one short read for
   * who is new. For others it goes on until it finds one: over all events of the subject that could
   * have a text, if they are from before there were keys.
   *
   * @throws EventLogException.Unavailable if the log does not answer
   * @throws IllegalStateException if such an event cannot be read
   */
  public boolean existOf(String subject) {
    var query = fields.eventsOf(subject);
    var after = SequencePosition.ORIGIN;
    var max = FIRST_PAGE_MAX;
    while (true) {
      var page = log.read(query, after, max);
      for (var read : page) {
        if (isIn(read, subject)) {
          return true;
        }
      }
      if (page.size() < max) {
        return false;
      }
      after = page.getLast().position();
      max = EventReader.READ_MAX;
    }
  }

  private boolean isIn(SequencedEvent read, String subject) {
    for (var text : texts(read).values()) {
      var ciphertext = Ciphertext.parse(text);
      if (ciphertext != null
          && ciphertext.sealed() != null
          && ciphertext.subject().equals(subject)) {
        return true;
      }
    }
    return false;
  }

  private Map<String, String> texts(SequencedEvent read) {
    var event = read.event();
    try {
      return PayloadTexts.of(event.payload(), fields.of(event.type()));
    } catch (JacksonException e) {
      // Without its cause, whose message may quote the payload.
      throw new IllegalStateException(
          "The event at position %s is no JSON object".formatted(read.position()));
    }
  }
}
