package dev.annals.eventstore.privacy;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;

/**
 * Tells what the log knows of keys: a subject whose text it holds encrypted had one, whatever the
 * key store says now. Thread-safe.
 */
public final class EncryptedTexts {

  /** The first event of a subject with a key usually has a text. */
  private static final int PAGE_MAX = 100;

  private final EventReader log;
  private final PersonalFields fields;

  public EncryptedTexts(EventReader log, PersonalFields fields) {
    this.log = log;
    this.fields = fields;
  }

  /**
   * Whether any text in the log was encrypted with a key of the subject. Takes one short read for
   * who is new, and for others goes on until it finds one.
   *
   * @throws EventLogException.Unavailable if the log does not answer
   */
  public boolean existOf(String subject) {
    var query = fields.eventsOf(subject);
    var after = SequencePosition.ORIGIN;
    while (true) {
      var page = log.read(query, after, PAGE_MAX);
      for (var read : page) {
        if (isIn(read.event(), subject)) {
          return true;
        }
      }
      if (page.size() < PAGE_MAX) {
        return false;
      }
      after = page.getLast().position();
    }
  }

  private boolean isIn(Event event, String subject) {
    var personal = fields.of(event.type());
    for (var text : PayloadTexts.of(event.payload(), personal).values()) {
      var ciphertext = Ciphertext.parse(text);
      if (ciphertext != null
          && ciphertext.sealed() != null
          && ciphertext.subject().equals(subject)) {
        return true;
      }
    }
    return false;
  }
}
