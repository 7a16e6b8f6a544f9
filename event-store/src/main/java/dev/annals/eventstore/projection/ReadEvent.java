package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencedEvent;
import org.jspecify.annotations.Nullable;

/** An event as it was read from the log, shared by all projections of the process. */
final class ReadEvent {

  private final SequencedEvent event;
  private final long length;

  /** Written by whichever thread needs it first; payloads are immutable, so a race is harmless. */
  private @Nullable Object payload;

  ReadEvent(SequencedEvent event) {
    this.event = event;
    this.length = event.event().length();
  }

  SequencedEvent event() {
    return event;
  }

  long position() {
    return event.position().value();
  }

  /** In characters. */
  long length() {
    return length;
  }

  <T> T payload(EventDecoder<T> decoder) {
    var known = payload;
    if (known != null && decoder.decodes(event.event().type(), known.getClass())) {
      return decoder.cast(known);
    }
    var decoded = decoder.decode(event);
    payload = decoded;
    return decoded;
  }
}
