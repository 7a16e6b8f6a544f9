package dev.annals.query.live;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The events of the log themselves: each once, in order.
 *
 * @param start exclusive
 * @param form what clients get to see of an event
 */
public record LogFeed(
    EventReader log,
    EventQuery query,
    SequencePosition start,
    String name,
    Function<SequencedEvent, ?> form)
    implements LiveFeed {

  /** Events of one read; what a client has not taken yet is read again. */
  private static final int PAGE_EVENTS_MAX = 100;

  private static final int PENDING_MAX = 100;

  @Override
  public long known() {
    return start.value();
  }

  @Override
  public int pendingMax() {
    return PENDING_MAX;
  }

  /** The log knows itself. */
  @Override
  public boolean awaitPosition(SequencePosition position, Duration timeout) {
    return true;
  }

  @Override
  public LivePage read(SequencePosition after) {
    var events = log.read(query, after, PAGE_EVENTS_MAX);
    var page = cut(events);
    var isLast = page.size() == events.size() && events.size() < PAGE_EVENTS_MAX;
    // What was read may lie beyond what the hub has seen, and must not be told again.
    return new LivePage(page, page.isEmpty() ? after : page.getLast().position(), isLast);
  }

  /** No more than may wait in memory for the client, but one in any case. */
  private List<LiveMessage> cut(List<SequencedEvent> events) {
    var messages = new ArrayList<LiveMessage>();
    var characters = 0L;
    for (var event : events) {
      characters += event.event().length();
      if (!messages.isEmpty() && characters > Watch.CHARACTERS_MAX) {
        break;
      }
      messages.add(message(event));
    }
    return messages;
  }

  @Override
  public LiveMessage message(SequencedEvent event) {
    return new LiveMessage(name, event.position(), form.apply(event));
  }

  @Override
  public boolean changesByItself() {
    return false;
  }
}
