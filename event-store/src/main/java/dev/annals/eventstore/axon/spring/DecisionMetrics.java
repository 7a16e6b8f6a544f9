package dev.annals.eventstore.axon.spring;

import dev.annals.eventstore.axon.CommandDispatcher;
import dev.annals.eventstore.snapshot.DecidedStates;
import dev.annals.eventstore.snapshot.SnapshotOutcome;
import dev.annals.eventstore.snapshot.Snapshots;
import dev.annals.eventstore.snapshot.StateOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How decisions are made: from what, and how often more than once. */
final class DecisionMetrics implements MeterBinder {

  private final CommandDispatcher dispatcher;
  private final DecidedStates states;
  private final @Nullable Snapshots snapshots;

  DecisionMetrics(
      CommandDispatcher dispatcher, DecidedStates states, @Nullable Snapshots snapshots) {
    this.dispatcher = dispatcher;
    this.states = states;
    this.snapshots = snapshots;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("annals.command.conflicts", dispatcher, CommandDispatcher::conflicts)
        .description("Appends refused because someone was faster")
        .register(registry);
    FunctionCounter.builder(
            "annals.command.redecisions", dispatcher, CommandDispatcher::redecisions)
        .description("Decisions to append nothing, made once more from the log")
        .register(registry);
    for (var outcome : StateOutcome.values()) {
      FunctionCounter.builder("annals.state.loads", states, each -> each.count(outcome))
          .description("States loaded for a decision, by where they came from")
          .tag("outcome", nameOf(outcome))
          .register(registry);
    }
    if (snapshots != null) {
      bindSnapshots(snapshots, registry);
    }
  }

  private static void bindSnapshots(Snapshots snapshots, MeterRegistry registry) {
    for (var outcome : SnapshotOutcome.values()) {
      FunctionCounter.builder("annals.snapshot", snapshots, each -> each.count(outcome))
          .description("Snapshots looked for or saved, by what became of it")
          .tag("outcome", nameOf(outcome))
          .register(registry);
    }
  }

  private static String nameOf(Enum<?> outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
