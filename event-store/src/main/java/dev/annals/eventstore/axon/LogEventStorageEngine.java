package dev.annals.eventstore.axon;

import static org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException.conflictingEventsDetected;

import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.privacy.PayloadProtection;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EmptyAppendTransaction;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/**
 * Axon's storage engine on the event log.
 *
 * <p>Appending happens in {@link #appendEvents}, in the calling thread, and is durable when that
 * returns; the transaction it gives back has nothing left to do and nothing to undo. Within a unit
 * of work a conflict therefore fails the phase before the commit, while the rest of the unit can
 * still be given up. Without one there is nothing else to give up, and the conflict is told by the
 * transaction's commit.
 */
public final class LogEventStorageEngine implements EventStorageEngine {

  private final EventLog log;
  private final EventTranslator translator;

  /**
   * An engine for events without personal data.
   *
   * @param converter from payloads to JSON text
   */
  public LogEventStorageEngine(EventLog log, Converter converter) {
    this(log, converter, PayloadProtection.NONE);
  }

  /**
   * An engine on the log.
   *
   * @param converter from payloads to JSON text
   * @param protection of what is personal in it
   */
  public LogEventStorageEngine(EventLog log, Converter converter, PayloadProtection protection) {
    this.log = log;
    this.translator = new EventTranslator(converter, protection);
  }

  @Override
  public CompletableFuture<AppendTransaction<?>> appendEvents(
      AppendCondition condition,
      @Nullable ProcessingContext context,
      List<TaggedEventMessage<?>> events) {
    return completed(() -> append(condition, context, events));
  }

  private AppendTransaction<?> append(
      AppendCondition condition,
      @Nullable ProcessingContext context,
      List<TaggedEventMessage<?>> events) {
    if (events.isEmpty()) {
      return EmptyAppendTransaction.INSTANCE;
    }
    var attempt = DispatchAttempt.of(context);
    var result =
        Awaited.result(
            log.append(
                events.stream().map(translator::event).toList(),
                Markers.condition(condition),
                attempt == null ? null : attempt.request()));
    return switch (result) {
      case Appended(_, var last) -> {
        if (attempt != null) {
          attempt.appended(last);
        }
        yield new SettledAppend(CompletableFuture.completedFuture(Markers.marker(last)));
      }
      case Conflict _ -> {
        var conflict = conflictingEventsDetected(condition.consistencyMarker());
        if (context != null) {
          throw conflict;
        }
        yield new SettledAppend(CompletableFuture.failedFuture(conflict));
      }
      case Duplicate duplicate -> throw new DuplicateRequestException(duplicate);
    };
  }

  @Override
  public MessageStream<EventMessage> source(
      SourcingCondition condition, @Nullable ProcessingContext context) {
    if (FoldedUpTo.is(condition, context)) {
      return MessageStream.fromStream(
          Stream.of(terminal(Markers.start(condition.start()))), Entry::message, entry -> entry);
    }
    try {
      var query = CriteriaTranslator.query(condition.criteria());
      var sourced = new SourcedEvents(log, query, Markers.start(condition.start()));
      Stream<Entry<EventMessage>> entries =
          Stream.concat(
              sourced.stream().map(translator::entry), Stream.of(terminal(sourced.consistent())));
      return MessageStream.fromStream(entries, Entry::message, entry -> entry);
    } catch (RuntimeException failure) {
      return MessageStream.failed(failure).cast();
    }
  }

  private static Entry<EventMessage> terminal(SequencePosition consistent) {
    return new SimpleEntry<>(
        TerminalEventMessage.INSTANCE,
        Context.with(ConsistencyMarker.RESOURCE_KEY, Markers.marker(consistent)));
  }

  @Override
  public MessageStream<EventMessage> stream(
      StreamingCondition condition, @Nullable ProcessingContext context) {
    return FollowingStream.open(
        log,
        position(condition.position()),
        CriteriaTranslator.query(condition.criteria()),
        translator::entry);
  }

  private SequencePosition position(@Nullable TrackingToken token) {
    if (token == null || token.equals(TrackingToken.FIRST)) {
      return SequencePosition.ORIGIN;
    }
    if (token.equals(TrackingToken.LATEST)) {
      return log.head();
    }
    return SequencePosition.of(
        token
            .position()
            .orElseThrow(
                () -> new IllegalArgumentException("Tracking token has no position: " + token)));
  }

  @Override
  public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
    return CompletableFuture.completedFuture(Markers.token(SequencePosition.ORIGIN));
  }

  @Override
  public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
    return completed(() -> Markers.token(log.head()));
  }

  /**
   * Goes by the instant at which the log recorded an event, the only one that rises with the
   * positions.
   */
  @Override
  public CompletableFuture<TrackingToken> tokenAt(Instant at, @Nullable ProcessingContext context) {
    return completed(() -> Markers.token(log.positionBefore(at)));
  }

  @Override
  public void describeTo(ComponentDescriptor descriptor) {
    descriptor.describeProperty("log", log);
  }

  private static <T> CompletableFuture<T> completed(Supplier<T> work) {
    try {
      return CompletableFuture.completedFuture(work.get());
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private record SettledAppend(CompletableFuture<ConsistencyMarker> outcome)
      implements AppendTransaction<ConsistencyMarker> {

    @Override
    public CompletableFuture<ConsistencyMarker> commit(@Nullable ProcessingContext context) {
      return outcome;
    }

    /** Too late: what was appended is durable and may have been seen. */
    @Override
    public void rollback(@Nullable ProcessingContext context) {}

    @Override
    public CompletableFuture<ConsistencyMarker> afterCommit(
        ConsistencyMarker marker, @Nullable ProcessingContext context) {
      return CompletableFuture.completedFuture(marker);
    }
  }
}
