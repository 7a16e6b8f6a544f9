package dev.annals.benchmarks.view;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamableEventSource;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/**
 * An engine's events for a processor, each with its position in its metadata: the handler of a
 * batch is told the position of the last one only, and the views show that of each.
 */
record PositionedEvents(EventStorageEngine engine) implements StreamableEventSource {

  private static final String POSITION = "position";

  /** Where the log has this event. */
  static long positionOf(EventMessage event) {
    return Long.parseLong(Objects.requireNonNull(event.metadata().get(POSITION)));
  }

  @Override
  public MessageStream<EventMessage> open(
      StreamingCondition condition, @Nullable ProcessingContext context) {
    return engine.stream(condition, context).map(PositionedEvents::positioned);
  }

  private static Entry<EventMessage> positioned(Entry<EventMessage> entry) {
    var position = TrackingToken.fromContext(entry).orElseThrow().position().orElseThrow();
    return entry.map(event -> event.andMetadata(Map.of(POSITION, Long.toString(position))));
  }

  @Override
  public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
    return engine.firstToken(context);
  }

  @Override
  public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
    return engine.latestToken(context);
  }

  @Override
  public CompletableFuture<TrackingToken> tokenAt(Instant at, @Nullable ProcessingContext context) {
    return engine.tokenAt(at, context);
  }
}
