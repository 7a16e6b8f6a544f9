package dev.annals.query.live;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.query.web.Projected;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a view says, each time that events it depends on are in it.
 *
 * @param <T> what clients get to see
 */
public final class ViewFeed<T> implements LiveFeed {

  /** Items of one read. */
  private static final int PAGE_MAX = 100;

  private static final long NOT_KNOWN = -1;

  private final EventQuery query;
  private final SequencePosition start;
  private final ProjectionProgress progress;
  private final String name;
  private final Reader<T> reader;
  private final ToLongFunction<T> position;

  /** Reads what is new in the view. */
  public interface Reader<T> {

    /** What came after a position, in order; fewer than {@code max} only if that is all. */
    Projected<List<T>> after(SequencePosition after, int max);
  }

  /**
   * A feed of one view.
   *
   * @param query the events that the rows asked for depend on
   * @param start exclusive
   * @param name of each message
   * @param position of each item, by which clients resume
   */
  public ViewFeed(
      EventQuery query,
      SequencePosition start,
      ProjectionProgress progress,
      String name,
      Reader<T> reader,
      ToLongFunction<T> position) {
    this.query = query;
    this.start = start;
    this.progress = progress;
    this.name = name;
    this.reader = reader;
    this.position = position;
  }

  @Override
  public EventQuery query() {
    return query;
  }

  @Override
  public SequencePosition start() {
    return start;
  }

  @Override
  public long known() {
    return NOT_KNOWN;
  }

  @Override
  public int pendingMax() {
    return 0;
  }

  @Override
  public boolean awaitPosition(SequencePosition wanted, Duration timeout)
      throws InterruptedException {
    return progress.awaitPosition(wanted, timeout);
  }

  @Override
  public LivePage read(SequencePosition after) {
    var found = reader.after(after, PAGE_MAX);
    var messages = found.value().stream().map(this::message).toList();
    return new LivePage(messages, found.position(), messages.size() < PAGE_MAX);
  }

  private LiveMessage message(T item) {
    return new LiveMessage(name, SequencePosition.of(position.applyAsLong(item)), item);
  }

  /** Never asked for: no event waits. */
  @Override
  public LiveMessage message(SequencedEvent event) {
    throw new IllegalStateException("A view's messages are read, not made of events");
  }

  /** Rows also change when dead letters are applied at last, or another build goes live. */
  @Override
  public boolean changesByItself() {
    return true;
  }
}
