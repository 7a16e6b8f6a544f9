package dev.annals.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.eventstore.axon.CommandResult.Accepted;
import dev.annals.eventstore.axon.CounterModule.Count;
import dev.annals.eventstore.axon.CounterModule.CounterFull;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventLogException.Unavailable;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.RememberedEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What deciding from kept states promises on any log. */
abstract class DecidedStateContract {

  private final CounterModule module = CounterModule.folded();
  private EventLog others;
  private RememberedEventLog log;
  private AxonConfiguration axon;
  private CommandDispatcher dispatcher;

  /** An empty log, as another process uses it. */
  abstract EventLog openLog();

  /** The same log, as the process uses it that decides. */
  abstract EventLog openAgain(EventLog opened);

  @BeforeEach
  void start() {
    others = openLog();
    log = new RememberedEventLog(openAgain(others));
    axon = AxonWiring.configurer(log, List.of(module)).start();
    dispatcher = AxonWiring.dispatcher(axon, log, DispatchLimits.defaults());
  }

  @AfterEach
  void stop() {
    axon.shutdown();
    log.close();
    others.close();
  }

  @Test
  void a_hot_entity_needs_no_read() {
    appendElsewhere("a", 1);
    log.forget();
    count("a", 1, 99);
    assertThat(log.reads()).as("of a cold one").isEqualTo(1);

    for (var i = 0; i < 10; i++) {
      count("a", 1, 99);
    }

    assertThat(log.reads()).isEqualTo(1);
    assertThat(total("a")).isEqualTo(12);
  }

  @Test
  void an_entity_that_memory_no_longer_reaches_is_read_from_where_it_was() {
    count("a", 1, 2);
    appendElsewhere("a", 1);
    log.forget();

    assertThatThrownBy(() -> count("a", 1, 2)).isInstanceOf(CounterFull.class);

    assertThat(log.reads()).isEqualTo(1);
    assertThat(module.handled).as("a state from the log rejects at once").hasValue(2);
  }

  @Test
  void an_acceptance_from_a_state_left_behind_is_decided_again() {
    count("a", 1, 99);
    log.lookAway();
    appendElsewhere("a", 10);

    assertThat(count("a", 1, 99)).isEqualTo(new Accepted(SequencePosition.of(3)));

    assertThat(dispatcher.conflicts()).isEqualTo(1);
    assertThat(module.handled).hasValue(3);
    assertThat(total("a")).isEqualTo(12);
  }

  @Test
  void an_acceptance_that_should_have_been_a_rejection_becomes_one() {
    count("a", 1, 2);
    log.lookAway();
    appendElsewhere("a", 1);

    assertThatThrownBy(() -> count("a", 1, 2)).isInstanceOf(CounterFull.class);
    assertThat(total("a")).isEqualTo(2);
  }

  @Test
  void a_rejection_that_should_have_been_an_acceptance_becomes_one() {
    count("a", 2, 2);
    log.lookAway();
    appendElsewhere("a", -1);

    assertThat(count("a", 1, 2)).isEqualTo(new Accepted(SequencePosition.of(3)));

    assertThat(dispatcher.redecisions()).isEqualTo(1);
    assertThat(dispatcher.conflicts()).isZero();
  }

  @Test
  void a_rejection_from_memory_is_told_only_after_a_look_at_the_log() {
    count("a", 2, 2);

    assertThatThrownBy(() -> count("a", 1, 2)).isInstanceOf(CounterFull.class);

    assertThat(log.reads()).isEqualTo(1);
    assertThat(dispatcher.redecisions()).isEqualTo(1);
    assertThat(module.handled).hasValue(3);
  }

  @Test
  void so_is_that_there_is_nothing_to_do() {
    count("a", 1, 9);

    assertThat(count("a", 0, 9)).isEqualTo(new Accepted(SequencePosition.of(1)));

    assertThat(dispatcher.redecisions()).isEqualTo(1);
  }

  @Test
  void a_rejection_needs_the_log_even_if_memory_would_do() {
    count("a", 2, 2);
    var cut = new InterposedEventLog(log, any -> {}, DecidedStateContract::unavailable);
    var cutOff = AxonWiring.configurer(cut, List.of(module)).start();
    var dispatcher = AxonWiring.dispatcher(cutOff, cut, DispatchLimits.defaults());

    assertThatThrownBy(() -> dispatcher.dispatch(new Count("a", 1, 2), Map.of(), null, "a"))
        .isInstanceOf(Unavailable.class);
    cutOff.shutdown();
  }

  /** Nobody would decide again for a command that did not come through the dispatcher. */
  @Test
  void a_command_sent_otherwise_is_decided_from_the_log() {
    count("a", 1, 2);
    log.lookAway();
    appendElsewhere("a", 1);

    assertThatThrownBy(
            () -> axon.getComponent(CommandGateway.class).sendAndWait(new Count("a", 1, 2)))
        .isInstanceOf(CounterFull.class);
    assertThat(module.handled).hasValue(2);
  }

  @Test
  void an_entity_that_nothing_is_known_of_takes_no_room() {
    log.forget();
    for (var i = 0; i < 3; i++) {
      assertThatThrownBy(() -> count("nobody", 1, 0)).isInstanceOf(CounterFull.class);
    }

    appendElsewhere("nobody", 1);
    log.forget();
    assertThatThrownBy(() -> count("nobody", 1, 0)).isInstanceOf(CounterFull.class);
    assertThat(total("nobody")).isEqualTo(1);
  }

  @Test
  void racing_deciders_of_two_processes_lose_no_update() throws Exception {
    var second = AxonWiring.configurer(others, List.of(CounterModule.folded())).start();
    var patient = new DispatchLimits(100, DispatchLimits.defaults().backOffMax(), max());
    var one = AxonWiring.dispatcher(axon, log, patient);
    var other = AxonWiring.dispatcher(second, others, patient);
    var tasks = new ArrayList<Callable<Accepted>>();
    for (var i = 0; i < 8; i++) {
      var dispatcher = i % 2 == 0 ? one : other;
      tasks.add(() -> countTenTimes(dispatcher));
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
        assertThat(result.get()).isNotNull();
      }
    }

    second.shutdown();
    assertThat(total("a")).isEqualTo(80);
    assertThatThrownBy(() -> count("a", 1, 80)).isInstanceOf(CounterFull.class);
  }

  private static Accepted countTenTimes(CommandDispatcher dispatcher) {
    var accepted = new Accepted(SequencePosition.ORIGIN);
    for (var time = 0; time < 10; time++) {
      accepted = (Accepted) dispatcher.dispatch(new Count("a", 1, 80), Map.of(), null, "a");
    }
    return accepted;
  }

  private static Duration max() {
    return Duration.ofSeconds(30);
  }

  private static void unavailable() {
    throw new Unavailable("The database is away", null);
  }

  private CommandResult count(String counterId, int by, int limit) {
    return dispatcher.dispatch(new Count(counterId, by, limit), Map.of(), null, counterId);
  }

  private int total(String counterId) {
    return others
        .read(EventQuery.tagged(Tag.of(CounterModule.TAG, counterId)), SequencePosition.ORIGIN, 999)
        .stream()
        .map(event -> event.event().payload())
        .mapToInt(json -> Integer.parseInt(json.replaceAll(".*\"by\":(-?\\d+).*", "$1")))
        .sum();
  }

  private void appendElsewhere(String counterId, int by) {
    var event =
        new Event(
            UUID.randomUUID(),
            CounterModule.Counted.TYPE,
            "1",
            Instant.EPOCH,
            Set.of(Tag.of(CounterModule.TAG, counterId)),
            "{\"counterId\":\"%s\",\"by\":%d}".formatted(counterId, by),
            Map.of());
    others.append(List.of(event), AppendCondition.none()).join();
  }
}
