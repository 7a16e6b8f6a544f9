package dev.annals.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.eventstore.axon.CounterModule.Counted;
import dev.annals.eventstore.axon.CounterModule.Counter;
import dev.annals.eventstore.axon.CounterModule.CounterFold;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.RememberedEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.snapshot.DecidedStates;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.StorageEngineBackedEventStore;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.SimpleEventBus;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;

class FoldRepositoryTest {

  private final RememberedEventLog log =
      new RememberedEventLog(new InMemoryEventLog(Clock.systemUTC()));
  private final JacksonConverter converter = new JacksonConverter(JacksonConverter.storedJson());
  private final StorageEngineBackedEventStore store =
      new StorageEngineBackedEventStore(
          new LogEventStorageEngine(log, converter),
          new SimpleEventBus(),
          event -> Set.of(new Tag("counterId", ((Counted) event.payload()).counterId())));
  private final SimpleUnitOfWorkFactory units =
      new SimpleUnitOfWorkFactory(EmptyApplicationContext.INSTANCE);
  private final DecidedStates states = new DecidedStates(log, 10, null);
  private final FoldedEntity<String, Counter, Counter, Counted> counter =
      FoldedEntity.of(new CounterFold());

  @Test
  void a_unit_of_work_sees_what_it_appends() {
    var repository = repository(counter);

    var seen =
        inUnit(
            context -> {
              var loaded = repository.load("a", context).join();
              append(context, "a");
              append(context, "b");
              return List.of(loaded.entity(), repository.load("a", context).join().entity());
            });

    assertThat(seen).containsExactly(new Counter("a", 1), new Counter("a", 1));
    assertThat(log.reads()).as("for two loads").isEqualTo(1);
    Counter later = inUnit(context -> repository.load("a", context).join().entity());
    assertThat(later).isEqualTo(new Counter("a", 1));
  }

  @Test
  void an_append_depends_on_every_state_that_was_loaded() {
    var repository = repository(counter);

    assertThatThrownBy(
            () ->
                inUnit(
                    context -> {
                      repository.load("a", context).join();
                      appendElsewhere("a");
                      repository.load("b", context).join();
                      append(context, "b");
                      return "done";
                    }))
        .hasRootCauseInstanceOf(AppendEventsTransactionRejectedException.class);
    assertThat(log.head()).isEqualTo(SequencePosition.of(1));
  }

  @Test
  void an_append_depends_on_nothing_else() {
    var repository = repository(counter);

    inUnit(
        context -> {
          repository.load("a", context).join();
          appendElsewhere("c");
          append(context, "a");
          return "done";
        });

    assertThat(log.head()).isEqualTo(SequencePosition.of(2));
  }

  /** All events of the counter are folded; a decision from this view is broken by another's. */
  @Test
  void what_is_relevant_may_be_more_than_what_is_decisive() {
    var view =
        repository(
            counter.seenAs(
                Integer.class,
                Counter::value,
                id -> EventCriteria.havingTags(new Tag("counterId", "switch-of-" + id))));
    appendElsewhere("a");

    inUnit(
        context -> {
          assertThat(view.load("a", context).join().entity()).isEqualTo(1);
          appendElsewhere("a");
          append(context, "a");
          return "done";
        });
    assertThatThrownBy(
            () ->
                inUnit(
                    context -> {
                      assertThat(view.load("a", context).join().entity()).isEqualTo(3);
                      appendElsewhere("switch-of-a");
                      append(context, "a");
                      return "done";
                    }))
        .hasRootCauseInstanceOf(AppendEventsTransactionRejectedException.class);
  }

  @Test
  void a_state_changes_by_events_only() {
    var repository = repository(counter);

    inUnit(
        context -> {
          var loaded = repository.loadOrCreate("a", context).join();
          assertThatIllegalStateException().isThrownBy(() -> loaded.applyStateChange(c -> c));
          assertThatIllegalStateException().isThrownBy(() -> repository.attach(loaded, context));
          assertThatIllegalStateException()
              .isThrownBy(() -> repository.persist("b", new Counter("b", 9), context));
          return "done";
        });
    assertThat(log.head()).isEqualTo(SequencePosition.ORIGIN);
  }

  private <S> FoldRepository<String, Counter, S, Counted> repository(
      FoldedEntity<String, Counter, S, Counted> entity) {
    return new FoldRepository<>(entity, states, store, converter);
  }

  private <T> T inUnit(Function<ProcessingContext, T> work) {
    return units
        .create("unit")
        .executeWithResult(context -> CompletableFuture.completedFuture(work.apply(context)))
        .join();
  }

  private void append(ProcessingContext context, String counterId) {
    store.transaction(context).appendEvent(counted(counterId));
  }

  private void appendElsewhere(String counterId) {
    store.publish(null, List.of(counted(counterId))).join();
  }

  private static EventMessage counted(String counterId) {
    return new GenericEventMessage(new MessageType(Counted.TYPE, "1"), new Counted(counterId, 1));
  }
}
