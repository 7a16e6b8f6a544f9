package dev.annals.eventstore.axon.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.eventstore.axon.CommandDispatcher;
import dev.annals.eventstore.axon.CommandResult;
import dev.annals.eventstore.axon.CommandResult.Accepted;
import dev.annals.eventstore.axon.ConflictPersistsException;
import dev.annals.eventstore.axon.CounterModule;
import dev.annals.eventstore.axon.CounterModule.Count;
import dev.annals.eventstore.axon.InterposedEventLog;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventLogException.Unavailable;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.snapshot.FoldKey;
import dev.annals.eventstore.snapshot.Snapshot;
import dev.annals.eventstore.snapshot.SnapshotStore;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;

class AxonAutoConfigurationTest {

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(AxonAutoConfiguration.class));
  private final ApplicationContextRunner counting =
      application
          .withBean(CounterModule.class, CounterModule::folded)
          .withBean(EventLog.class, () -> log);

  @Test
  void without_modules_there_is_no_axon() {
    application
        .withBean(EventLog.class, () -> log)
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(AxonConfiguration.class)
                    .doesNotHaveBean(AxonLifecycle.class)
                    .doesNotHaveBean(CommandDispatcher.class));
  }

  @Test
  void without_a_log_to_append_to_there_is_no_axon() {
    application
        .withBean(CounterModule.class, CounterModule::folded)
        .run(
            context -> assertThat(context).hasNotFailed().doesNotHaveBean(AxonConfiguration.class));
  }

  @Test
  void commands_reach_the_handlers_of_the_modules() {
    counting.run(
        context -> {
          var result = count(context.getBean(CommandDispatcher.class));
          context.getBean(CommandGateway.class).sendAndWait(new Count("b", 1, 9));

          assertThat(result).isEqualTo(new Accepted(SequencePosition.of(1)));
          assertThat(log.head()).isEqualTo(SequencePosition.of(2));
        });
  }

  @Test
  void axon_works_from_before_the_first_request_until_after_the_last() {
    var happened = new ArrayList<String>();
    counting
        .withBean(HappenedList.class, () -> new HappenedList(happened))
        .withBean(WebServer.class)
        .run(context -> happened.add("running"));

    assertThat(happened).containsExactly("web starts", "running", "web stops");
    assertThat(log.head()).isEqualTo(SequencePosition.of(2));
  }

  @Test
  void the_log_closes_after_axon_has_stopped() {
    var lifecycles = new ArrayList<AxonLifecycle>();
    counting.run(context -> lifecycles.add(context.getBean(AxonLifecycle.class)));

    assertThat(lifecycles.getFirst().isRunning()).isFalse();
    assertThat(log.append(List.of(competing()), AppendCondition.none()))
        .isCompletedExceptionally()
        .failsWithin(java.time.Duration.ofSeconds(1))
        .withThrowableThat()
        .withCauseInstanceOf(Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "annals.dispatch.attempts-max=0",
        "annals.dispatch.attempts-max=many",
        "annals.dispatch.back-off-max=2m",
        "annals.dispatch.turn-wait-max=-1s",
        "annals.state.kept-max=-1",
        "annals.state.kept-max=100000001",
        "annals.state.snapshot-events=9",
        "annals.state.snapshot-replay-time=0s",
        "annals.state.snapshot-queue-max=0",
        "annals.state.snapshot-queue-max=100001"
      })
  void a_setting_that_makes_no_sense_stops_the_start(String setting) {
    var prefix = setting.substring(0, setting.lastIndexOf('.'));
    counting
        .withPropertyValues(setting)
        .run(context -> assertThat(context).getFailure().hasStackTraceContaining(prefix));
  }

  @Test
  void where_states_came_from_reaches_the_metrics() {
    counting.run(
        context -> {
          var meters = new SimpleMeterRegistry();
          context.getBean(MeterBinder.class).bindTo(meters);
          var dispatcher = context.getBean(CommandDispatcher.class);

          count(dispatcher);
          count(dispatcher);

          assertThat(loads(meters, "hit") + loads(meters, "miss")).isEqualTo(2);
          assertThat(meters.get("annals.command.redecisions").functionCounter().count()).isZero();
          assertThat(meters.find("annals.snapshot").functionCounters()).isEmpty();
        });
  }

  @Test
  void with_a_store_there_are_snapshots() {
    var store = new NoSnapshots();
    counting
        .withBean(SnapshotStore.class, () -> store)
        .withPropertyValues("annals.state.snapshot-events=10")
        .run(
            context -> {
              var meters = new SimpleMeterRegistry();
              context.getBean(MeterBinder.class).bindTo(meters);
              for (var i = 0; i < 12; i++) {
                context
                    .getBean(CommandDispatcher.class)
                    .dispatch(new Count("a", 1, 99), Map.of(), null, "a");
              }
              assertThat(meters.find("annals.snapshot").functionCounters()).hasSize(6);
            });

    assertThat(store.saved).as("the last at the end").hasSize(1);
    assertThat(store.closed).isTrue();
  }

  private static double loads(SimpleMeterRegistry meters, String outcome) {
    return meters.get("annals.state.loads").tag("outcome", outcome).functionCounter().count();
  }

  /** Takes note of what it should save, and has nothing. */
  private static final class NoSnapshots implements SnapshotStore {

    private final List<Snapshot> saved = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    @Override
    public Optional<Snapshot> find(FoldKey key) {
      return Optional.empty();
    }

    @Override
    public void save(List<Snapshot> snapshots) {
      saved.addAll(snapshots);
    }

    @Override
    public void remove(Snapshot snapshot) {}

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void settings_reach_the_dispatcher_and_conflicts_the_metrics() {
    application
        .withBean(CounterModule.class, CounterModule::folded)
        .withBean(
            EventLog.class,
            () ->
                new InterposedEventLog(
                    log, any -> any.append(List.of(competing()), AppendCondition.none()).join()))
        .withPropertyValues("annals.dispatch.attempts-max=2", "annals.dispatch.back-off-max=1ms")
        .run(
            context -> {
              var meters = new SimpleMeterRegistry();
              context.getBean(MeterBinder.class).bindTo(meters);
              var dispatcher = context.getBean(CommandDispatcher.class);

              assertThatThrownBy(() -> count(dispatcher))
                  .isInstanceOfSatisfying(
                      ConflictPersistsException.class, e -> assertThat(e.attempts()).isEqualTo(2));
              assertThat(meters.get("annals.command.conflicts").functionCounter().count())
                  .isEqualTo(2);
            });
  }

  private static CommandResult count(CommandDispatcher dispatcher) {
    return dispatcher.dispatch(new Count("a", 1, 9), Map.of(), null, "a");
  }

  private static Event competing() {
    return new Event(
        UUID.randomUUID(),
        CounterModule.Counted.TYPE,
        "1",
        Instant.EPOCH,
        Set.of(Tag.of(CounterModule.TAG, "a")),
        "{\"counterId\":\"a\",\"by\":1}",
        Map.of());
  }

  record HappenedList(List<String> happened) {}

  /**
   * Stands where Spring Boot's web server does, and takes a request at its first and last moment.
   */
  static final class WebServer implements SmartLifecycle {

    private final List<String> happened;
    private final CommandDispatcher dispatcher;
    private boolean running;

    WebServer(HappenedList happened, CommandDispatcher dispatcher) {
      this.happened = happened.happened();
      this.dispatcher = dispatcher;
    }

    @Override
    public void start() {
      count(dispatcher);
      happened.add("web starts");
      running = true;
    }

    @Override
    public void stop() {
      count(dispatcher);
      happened.add("web stops");
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public int getPhase() {
      return DEFAULT_PHASE - 2048;
    }
  }
}
