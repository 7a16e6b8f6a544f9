package dev.annals.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.eventstore.axon.CounterModule.Counted;
import dev.annals.eventstore.log.EventLogException.Overloaded;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.StorageEngineBackedEventStore;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.SimpleEventBus;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;

/** What Axon's own suite leaves open. */
class LogEventStorageEngineTest {

  private static final EventCriteria A = EventCriteria.havingTags("counterId", "a");
  private static final EventCriteria B = EventCriteria.havingTags("counterId", "b");

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final LogEventStorageEngine engine =
      new LogEventStorageEngine(log, new JacksonConverter(JacksonConverter.storedJson()));
  private final StorageEngineBackedEventStore store =
      new StorageEngineBackedEventStore(
          engine,
          new SimpleEventBus(),
          event -> Set.of(new Tag("counterId", ((Counted) event.payload()).counterId())));
  private final SimpleUnitOfWorkFactory units =
      new SimpleUnitOfWorkFactory(EmptyApplicationContext.INSTANCE);

  @Test
  void a_conflict_fails_the_unit_of_work_before_anything_else_of_it_commits() {
    var committed = new ArrayList<String>();
    var unit = units.create("unit");

    var result =
        unit.executeWithResult(
            context -> {
              context.runOnCommit(c -> committed.add("something else"));
              var transaction = store.transaction(context);
              sourceAll(transaction.source(SourcingCondition.conditionFor(A)));
              append(counted("a"));
              transaction.appendEvent(counted("a").event());
              return CompletableFuture.completedFuture("done");
            });

    assertThatThrownBy(result::join)
        .hasRootCauseInstanceOf(AppendEventsTransactionRejectedException.class);
    assertThat(committed).isEmpty();
    assertThat(log.head()).isEqualTo(SequencePosition.of(1));
  }

  /** On an empty log, too, where a marker of zero must not be taken for "nothing sourced yet". */
  @Test
  void several_sourcings_are_guarded_from_the_first_one_on() {
    var unit = units.create("unit");

    var result =
        unit.executeWithResult(
            context -> {
              var transaction = store.transaction(context);
              sourceAll(transaction.source(SourcingCondition.conditionFor(A)));
              append(counted("a"));
              sourceAll(transaction.source(SourcingCondition.conditionFor(B)));
              transaction.appendEvent(counted("b").event());
              return CompletableFuture.completedFuture("done");
            });

    assertThatThrownBy(result::join)
        .hasRootCauseInstanceOf(AppendEventsTransactionRejectedException.class);
  }

  @Test
  void an_append_within_a_unit_of_work_tells_its_position_afterwards() {
    var positions = new ArrayList<ConsistencyMarker>();
    append(counted("b"));

    units
        .create("unit")
        .executeWithResult(
            context -> {
              var transaction = store.transaction(context);
              sourceAll(transaction.source(SourcingCondition.conditionFor(A)));
              transaction.appendEvent(counted("a").event());
              context.whenComplete(c -> positions.add(transaction.appendPosition()));
              return CompletableFuture.completedFuture("done");
            })
        .join();

    assertThat(positions).containsExactly(Markers.marker(SequencePosition.of(2)));
  }

  /** Longer than what is kept in memory, and than two pages. */
  @Test
  void sources_a_long_history_in_order_and_as_of_one_moment() {
    var length = 2 * SourcedEvents.KEPT_MAX + 3_000;
    for (var batch = 0; batch < length / 1_000; batch++) {
      append(IntStream.range(0, 1_000).<TaggedEventMessage<?>>mapToObj(i -> counted("a")).toList());
    }

    var entries = engine.source(SourcingCondition.conditionFor(A), null);
    append(counted("a"));
    var seen = new ArrayList<Long>();
    var markers = new ArrayList<ConsistencyMarker>();
    for (var entry = entries.next(); entry.isPresent(); entry = entries.next()) {
      var last = entry;
      TrackingToken.fromContext(last.get())
          .ifPresentOrElse(
              token -> seen.add(token.position().orElseThrow()),
              () -> markers.add(last.get().getResource(ConsistencyMarker.RESOURCE_KEY)));
    }

    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, length).boxed().toList());
    assertThat(markers).containsExactly(Markers.marker(SequencePosition.of(length)));
    assertThat(entries.isCompleted()).isTrue();
  }

  @Test
  void trouble_in_the_log_fails_futures_and_streams() {
    var trouble = new Overloaded("Full");
    var engine =
        new LogEventStorageEngine(
            new InterposedEventLog(
                log,
                any -> {
                  throw trouble;
                },
                () -> {
                  throw trouble;
                }),
            new JacksonConverter(JacksonConverter.storedJson()));

    assertFailsWith(
        trouble, engine.appendEvents(AppendCondition.none(), null, List.of(counted("a"))));
    assertFailsWith(trouble, engine.latestToken(null));
    assertFailsWith(trouble, engine.tokenAt(Instant.EPOCH, null));
    assertThat(engine.source(SourcingCondition.conditionFor(A), null).error()).hasValue(trouble);
  }

  private static void assertFailsWith(Throwable trouble, CompletableFuture<?> future) {
    assertThat(future).isCompletedExceptionally();
    assertThat(future.exceptionNow()).isSameAs(trouble);
  }

  @Test
  void an_append_of_nothing_stores_nothing() {
    var transaction = engine.appendEvents(AppendCondition.none(), null, List.of()).join();

    assertThat(transaction.commit(null)).isCompletedWithValue(null);
    assertThat(log.read(EventQuery.all(), SequencePosition.ORIGIN, 1)).isEmpty();
  }

  private void append(TaggedEventMessage<?> event) {
    append(List.of(event));
  }

  private void append(List<TaggedEventMessage<?>> events) {
    engine.appendEvents(AppendCondition.none(), null, events).join();
  }

  private static void sourceAll(MessageStream<? extends EventMessage> events) {
    events.reduce(0, (count, entry) -> count + 1).join();
  }

  private static TaggedEventMessage<?> counted(String counterId) {
    var message =
        new GenericEventMessage(new MessageType("test", "Counted", "1"), new Counted(counterId, 1));
    return new GenericTaggedEventMessage<>(message, Set.of(new Tag("counterId", counterId)));
  }
}
