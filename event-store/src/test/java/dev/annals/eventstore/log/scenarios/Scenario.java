package dev.annals.eventstore.log.scenarios;

import static dev.annals.eventstore.log.AppendCondition.none;
import static dev.annals.eventstore.log.SequencePosition.ORIGIN;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A story told on a log: given facts, when somebody asks for something, then a verdict. */
@Timeout(60)
abstract class Scenario<E extends Fact> {

  static final int RACERS = 8;

  private static final int BARRIER_SECONDS_MAX = 20;

  private final Supplier<List<EventLog>> processes;
  private final FactJson<E> json;
  private final Decider<E> decider;
  private List<EventLog> logs = List.of();

  /**
   * @param processes opens one log as several processes see it
   * @param types the name each kind of fact is stored under
   */
  Scenario(Supplier<List<EventLog>> processes, Map<String, Class<? extends E>> types) {
    this.processes = processes;
    this.json = new FactJson<>(types);
    this.decider = new Decider<>(json, RACERS);
  }

  @BeforeEach
  void open() {
    logs = processes.get();
  }

  @AfterEach
  void close() {
    logs.forEach(EventLog::close);
  }

  @SafeVarargs
  final void given(E... facts) {
    for (var fact : facts) {
      store(fact);
    }
  }

  final void given(List<? extends E> facts) {
    facts.forEach(this::store);
  }

  private void store(E fact) {
    logs.getFirst().append(List.of(json.write(fact)), none()).join();
  }

  final Verdict<E> when(Decision<?, E> decision) {
    return decider.decide(logs.getLast(), decision, () -> {});
  }

  /** Everybody has seen the same before anybody appends. */
  final List<Verdict<E>> whenAtOnce(List<? extends Decision<?, E>> decisions) {
    var allHaveSeen = new CyclicBarrier(decisions.size());
    return inParallel(i -> decider.decide(log(i), decisions.get(i), () -> meet(allHaveSeen)));
  }

  /** Everybody calls at the same moment. */
  final <T> List<T> atOnce(IntFunction<T> call) {
    var allAreHere = new CyclicBarrier(RACERS);
    return inParallel(
        i -> {
          meet(allAreHere);
          return call.apply(i);
        });
  }

  private static <T> List<T> inParallel(IntFunction<T> call) {
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      return each(i -> CompletableFuture.supplyAsync(() -> call.apply(i), pool)).stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  /** Somebody else is faster: the fact is recorded after the decider has looked. */
  final Verdict<E> whenMeanwhile(Decision<?, E> decision, E fact) {
    return decider.decide(logs.getLast(), decision, () -> store(fact));
  }

  /** The log as the racer's process sees it. */
  final EventLog log(int racer) {
    return logs.get(racer % logs.size());
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(BARRIER_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("The racers did not meet", e);
    }
  }

  /** One of something for each racer. */
  static <T> List<T> each(IntFunction<T> racer) {
    return IntStream.range(0, RACERS).mapToObj(racer).toList();
  }

  /** How often an append came too late and the decision was taken again. */
  final int conflicts() {
    return decider.conflicts();
  }

  final List<E> recorded() {
    return logs.getLast().read(EventQuery.all(), ORIGIN, EventReader.READ_MAX).stream()
        .map(e -> json.read(e.event()))
        .toList();
  }

  final FactJson<E> json() {
    return json;
  }
}
