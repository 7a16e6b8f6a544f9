package dev.annals.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.eventstore.axon.CommandResult.Accepted;
import dev.annals.eventstore.axon.CommandResult.Repeated;
import dev.annals.eventstore.axon.CounterModule.Count;
import dev.annals.eventstore.axon.CounterModule.CounterFull;
import dev.annals.eventstore.axon.CounterModule.Forward;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventLogException.Overloaded;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.axonframework.common.configuration.AxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What dispatch promises on any log. */
abstract class CommandDispatchContract {

  private static final Map<String, String> NOBODY = Map.of();

  private CounterModule module;
  private final List<AxonConfiguration> started = new ArrayList<>();
  private EventLog log;
  private CommandDispatcher dispatcher;

  /** An empty log. */
  abstract EventLog openLog();

  abstract CounterModule counters();

  @BeforeEach
  void start() {
    log = openLog();
    module = counters();
    dispatcher = dispatcherOn(log, DispatchLimits.defaults());
  }

  @AfterEach
  void stop() {
    started.forEach(AxonConfiguration::shutdown);
    log.close();
  }

  private CommandDispatcher dispatcherOn(EventLog log, DispatchLimits limits) {
    var axon = AxonWiring.configurer(log, List.of(module)).start();
    started.add(axon);
    return AxonWiring.dispatcher(axon, log, limits);
  }

  @Test
  void answers_with_the_position_of_the_last_event() {
    assertThat(count("a", null)).isEqualTo(new Accepted(SequencePosition.of(1)));
    assertThat(count("b", null)).isEqualTo(new Accepted(SequencePosition.of(2)));
  }

  @Test
  void loses_no_update_of_64_threads_on_one_entity() throws Exception {
    inParallel(64, 10, thread -> dispatcher.dispatch(new Count("a", 1, 640), NOBODY, null, "a"));

    assertThat(events()).hasSize(640);
    assertThat(dispatcher.conflicts()).as("commands on one key take turns").isZero();
    assertThatThrownBy(() -> dispatcher.dispatch(new Count("a", 1, 640), NOBODY, null, "a"))
        .isInstanceOf(CounterFull.class);
  }

  @Test
  void loses_no_update_when_conflicts_are_all_there_is_to_go_by() throws Exception {
    var stubborn =
        dispatcherOn(log, new DispatchLimits(100, Duration.ofMillis(20), Duration.ofSeconds(30)));

    inParallel(
        8, 10, thread -> stubborn.dispatch(new Count("a", 1, 80), NOBODY, null, "key" + thread));

    assertThat(events()).hasSize(80);
    assertThatThrownBy(() -> count("a", null, 80)).isInstanceOf(CounterFull.class);
  }

  @Test
  void hands_a_rejection_through_as_thrown_and_stores_nothing() {
    assertThatThrownBy(() -> count("a", request("k"), 0))
        .isExactlyInstanceOf(CounterFull.class)
        .hasNoCause();

    assertThat(events()).isEmpty();
    assertThat(count("a", request("k"))).isInstanceOf(Accepted.class);
  }

  @Test
  void answers_a_repeated_request_as_the_first_time() {
    var first = count("a", request("k"));
    count("a", null);

    assertThat(count("a", new IdempotencyRecord("k", "another", "")))
        .isEqualTo(new Repeated(request("k"), first.position()));
    assertThat(events()).hasSize(2);
  }

  @Test
  void handles_one_of_many_equal_requests() throws Exception {
    var results = inParallel(32, 1, thread -> count("a", request("k")));

    assertThat(results).filteredOn(Accepted.class::isInstance).hasSize(1);
    assertThat(results).extracting(CommandResult::position).containsOnly(SequencePosition.of(1));
    assertThat(events()).hasSize(1);
  }

  @Test
  void remembers_a_request_that_led_to_no_event() {
    count("a", null);

    var first = dispatcher.dispatch(new Count("a", 0, 9), NOBODY, request("k"), "a");
    count("a", null);

    assertThat(first).isEqualTo(new Accepted(SequencePosition.of(1)));
    assertThat(dispatcher.dispatch(new Count("a", 0, 9), NOBODY, request("k"), "a"))
        .isEqualTo(new Repeated(request("k"), SequencePosition.of(1)));
    assertThat(dispatcher.dispatch(new Count("a", 0, 9), NOBODY, null, "a"))
        .isEqualTo(new Accepted(SequencePosition.of(2)));
  }

  @Test
  void records_an_answer_once() {
    var rejection = new IdempotencyRecord("k", "f", "{\"status\":409}");

    assertThat(dispatcher.record(rejection)).isEqualTo(new Accepted(SequencePosition.ORIGIN));
    assertThat(dispatcher.record(new IdempotencyRecord("k", "f", "later")))
        .isEqualTo(new Repeated(rejection, SequencePosition.ORIGIN));
    assertThat(count("a", request("k")))
        .isEqualTo(new Repeated(rejection, SequencePosition.ORIGIN));
  }

  @Test
  void gives_up_after_as_many_attempts_as_allowed() {
    var limits = new DispatchLimits(3, Duration.ofMillis(1), Duration.ofSeconds(5));
    var harried = dispatcherOn(interposed(log -> appendCompeting(log, "a")), limits);

    assertThatThrownBy(() -> harried.dispatch(new Count("a", 1, 99), NOBODY, request("k"), "a"))
        .isInstanceOfSatisfying(
            ConflictPersistsException.class, e -> assertThat(e.attempts()).isEqualTo(3))
        .hasMessageContaining("test.Count");
    assertThat(module.handled).hasValue(3);
    assertThat(harried.conflicts()).isEqualTo(3);
    assertThat(count("a", request("k"))).as("the key is unused").isInstanceOf(Accepted.class);
  }

  @Test
  void decides_again_from_fresh_state_after_a_conflict() {
    var rivals = new ArrayList<>(List.of("a"));
    var harried =
        dispatcherOn(
            interposed(log -> rivals.removeIf(rival -> appendCompeting(log, rival))),
            DispatchLimits.defaults());

    assertThatThrownBy(() -> harried.dispatch(new Count("a", 1, 1), NOBODY, null, "a"))
        .isInstanceOf(CounterFull.class);
    assertThat(module.handled).hasValue(2);
  }

  @Test
  void hands_overload_through_at_once() {
    var overloaded = new Overloaded("Full");
    var dispatcher =
        dispatcherOn(
            interposed(
                log -> {
                  throw overloaded;
                }),
            DispatchLimits.defaults());

    assertThatThrownBy(() -> dispatcher.dispatch(new Count("a", 1, 9), NOBODY, null, "a"))
        .isSameAs(overloaded);
    assertThat(module.handled).hasValue(1);
  }

  @Test
  void waits_for_its_turn_only_so_long() throws Exception {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var dispatcher =
        dispatcherOn(
            interposed(
                log -> {
                  entered.countDown();
                  await(release);
                }),
            new DispatchLimits(1, Duration.ofMillis(1), Duration.ofMillis(20)));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          threads.submit(() -> dispatcher.dispatch(new Count("a", 1, 9), NOBODY, null, "a"));
      await(entered);

      assertThatThrownBy(() -> dispatcher.dispatch(new Count("a", 1, 9), NOBODY, null, "a"))
          .isInstanceOf(Overloaded.class);
      release.countDown();
      assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void a_command_sent_by_a_handler_does_not_use_up_the_key() {
    var forward = new Forward(new Count("a", 1, 9));

    dispatcher.dispatch(forward, NOBODY, request("k"), "a");
    var repeat = dispatcher.dispatch(forward, NOBODY, request("k"), "a");

    assertThat(repeat).isInstanceOf(Repeated.class);
    assertThat(events()).as("forwarded commands are not idempotent").hasSize(2);
    assertThat(events().getFirst().event().metadata())
        .as("the command that was sent, and the one that led to it")
        .hasEntrySatisfying(
            Provenance.COMMAND_CAUSATION_ID,
            outer ->
                assertThat(events().getFirst().event().metadata())
                    .containsEntry(Provenance.CORRELATION_ID, outer)
                    .doesNotContainEntry(Provenance.COMMAND_ID, outer));
  }

  @Test
  void events_say_who_did_what_and_why() {
    var metadata =
        Map.of(
            Provenance.CORRELATION_ID,
            "c",
            Provenance.ACTOR,
            "anonymous",
            Provenance.ON_BEHALF_OF,
            "customer:7",
            Provenance.SOURCE_ADDRESS,
            "::1",
            Provenance.TRACE_ID,
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "other",
            "is not handed on");

    dispatcher.dispatch(new Count("a", 1, 9), metadata, null, "a");

    var stored = events().getFirst().event().metadata();
    assertThat(stored)
        .containsEntry("correlationId", "c")
        .containsEntry("actor", "anonymous")
        .containsEntry("onBehalfOf", "customer:7")
        .containsEntry("sourceAddress", "::1")
        .containsEntry("traceId", "4bf92f3577b34da6a3ce929d0e0e4736")
        .containsKey("commandId")
        .containsEntry("causationId", stored.get("commandId"))
        .hasSize(7);
  }

  @Test
  void events_are_stored_as_declared() {
    dispatcher.dispatch(new Count("a", 3, 9), NOBODY, null, "a");

    var event = events().getFirst().event();
    assertThat(event.type()).isEqualTo("test.Counted");
    assertThat(event.revision()).isEqualTo("1");
    assertThat(event.tags()).containsExactly(Tag.of("counterId", "a"));
    assertThat(event.payload()).isEqualTo("{\"counterId\":\"a\",\"by\":3}");
  }

  private CommandResult count(String counterId, @Nullable IdempotencyRecord request) {
    return count(counterId, request, 99);
  }

  private CommandResult count(String counterId, @Nullable IdempotencyRecord request, int limit) {
    return dispatcher.dispatch(new Count(counterId, 1, limit), NOBODY, request, counterId);
  }

  private EventLog interposed(Consumer<EventLog> beforeAppend) {
    return new InterposedEventLog(log, beforeAppend);
  }

  private List<SequencedEvent> events() {
    return log.read(EventQuery.all(), SequencePosition.ORIGIN, 10_000);
  }

  private static IdempotencyRecord request(String key) {
    return new IdempotencyRecord(key, "fingerprint", "");
  }

  private static boolean appendCompeting(EventLog log, String counterId) {
    var event =
        new Event(
            UUID.randomUUID(),
            CounterModule.Counted.TYPE,
            "1",
            Instant.EPOCH,
            Set.of(Tag.of(CounterModule.TAG, counterId)),
            "{\"counterId\":\"" + counterId + "\",\"by\":1}",
            Map.of());
    log.append(List.of(event), AppendCondition.none()).join();
    return true;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> List<T> inParallel(
      int threads, int times, java.util.function.IntFunction<T> work) throws Exception {
    var start = new CountDownLatch(1);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<List<T>>>();
      for (var thread = 0; thread < threads; thread++) {
        var number = thread;
        Callable<List<T>> task =
            () -> {
              await(start);
              var results = new ArrayList<T>();
              for (var time = 0; time < times; time++) {
                results.add(work.apply(number));
              }
              return results;
            };
        running.add(executor.submit(task));
      }
      start.countDown();
      var results = new ArrayList<T>();
      for (var task : running) {
        results.addAll(task.get(60, TimeUnit.SECONDS));
      }
      return results;
    }
  }
}
