package dev.annals.eventstore.log.history;

import static dev.annals.eventstore.log.AppendCondition.failIfEventsMatch;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventLogException.OutcomeUnknown;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.history.Observation.Attempt;
import dev.annals.eventstore.log.history.Observation.ReadBroke;
import dev.annals.eventstore.log.history.Observation.Sourced;
import dev.annals.eventstore.log.history.Outcome.Answered;
import dev.annals.eventstore.log.history.Outcome.Broken;
import dev.annals.eventstore.log.history.Outcome.NothingStored;
import dev.annals.eventstore.log.history.Outcome.Silence;
import dev.annals.eventstore.log.history.Outcome.Unknown;
import dev.annals.eventstore.log.history.RandomTraffic.Question;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends random events under random conditions, most of them on what it has just sourced, some on
 * a position long gone, with keys that others use at the same moment; and writes down what it saw.
 */
public final class RandomWriter {

  /** Longer than all waits of a log together. */
  private static final Duration ANSWER_MAX = Duration.ofMinutes(2);

  private static final Duration TROUBLE_PAUSE = Duration.ofMillis(20);
  private static final int RETRIES_MAX = 5;

  /** Appends that follow one sourcing, of which the later ones may well be too late. */
  private static final int DECISIONS_MAX = 4;

  private static final int SHARED_KEY_SPAN = 60;

  private final EventLog log;
  private final Recorder recorder;
  private final String process;
  private final int caller;
  private final Random random;
  private final RandomTraffic traffic;
  private long number;
  private long known;

  /**
   * @param process unique to this run of this process
   * @param caller unique within it
   */
  public RandomWriter(EventLog log, Recorder recorder, String process, int caller, long seed) {
    this.log = log;
    this.recorder = recorder;
    this.process = process;
    this.caller = caller;
    this.random = new Random(seed);
    this.traffic = new RandomTraffic(random);
  }

  /** Goes on until told to stop. */
  public void runUntil(BooleanSupplier stopped) throws InterruptedException {
    while (!stopped.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      step();
    }
  }

  void run(int steps) throws InterruptedException {
    for (var i = 0; i < steps; i++) {
      step();
    }
  }

  private void step() throws InterruptedException {
    if (traffic.oneIn(20)) {
      appendWithRetries(AppendCondition.none(), key());
      return;
    }
    var question = traffic.question();
    var sourced = source(question);
    if (sourced == null) {
      pause(TROUBLE_PAUSE);
      return;
    }
    for (var decisions = random.nextInt(DECISIONS_MAX); decisions >= 0; decisions--) {
      append(failIfEventsMatch(question.query(), conditionPosition(sourced, question)));
    }
  }

  private void append(AppendCondition condition) throws InterruptedException {
    if (traffic.oneIn(16)) {
      pause(Duration.ofMillis(3));
    }
    if (traffic.oneIn(20)) {
      appendTwins(condition);
    } else {
      appendWithRetries(condition, key());
    }
  }

  private SequencePosition conditionPosition(Sourced sourced, Question question) {
    var through = sourced.consistency().value();
    if (!traffic.oneIn(4) || through == 0) {
      return sourced.consistency();
    }
    var from = Math.max(0, through - Math.min(question.reach(), through));
    return SequencePosition.of(from + random.nextLong(through - from + 1));
  }

  private @Nullable Sourced source(Question question) {
    var after = SequencePosition.of(Math.max(0, known - Math.min(question.reach(), known)));
    var call = nextCall();
    try {
      var sourced = random.nextBoolean() ? null : sourceRecent(call, question, after);
      if (sourced == null) {
        var seen = new SeenEvents.Collector();
        var consistency = log.source(question.query(), after, seen);
        sourced =
            new Sourced(call.ended(), false, question.query(), after, seen.seen(), consistency);
      }
      known = Math.max(known, sourced.consistency().value());
      recorder.observed(sourced);
      return sourced;
    } catch (EventLogException _) {
      return null;
    } catch (RuntimeException e) {
      recorder.observed(new ReadBroke(call.ended(), e.toString()));
      return null;
    }
  }

  private @Nullable Sourced sourceRecent(Call call, Question question, SequencePosition after) {
    var seen = new SeenEvents.Collector();
    var consistency = log.sourceRecent(question.query(), after, seen);
    return consistency == null
        ? null
        : new Sourced(call.ended(), true, question.query(), after, seen.seen(), consistency);
  }

  private @Nullable String key() {
    return switch (random.nextInt(10)) {
      case 0 -> sharedKey();
      case 1, 2, 3 -> "own/%s/%d/%d".formatted(process, caller, number);
      default -> null;
    };
  }

  /** The same for everyone who has seen about as much of the log, so that keys meet. */
  private String sharedKey() {
    return "shared/%d/%d".formatted(known / SHARED_KEY_SPAN, random.nextInt(3));
  }

  /** One key used twice at the same moment. */
  private void appendTwins(AppendCondition condition) throws InterruptedException {
    var key = sharedKey();
    var one = attempt(condition, key);
    var two = attempt(condition, key);
    var first = submit(one);
    var second = submit(two);
    recorder.observed(await(one.attempt(), first));
    recorder.observed(await(two.attempt(), second));
  }

  private void appendWithRetries(AppendCondition condition, @Nullable String key)
      throws InterruptedException {
    for (var retry = 0; retry <= RETRIES_MAX; retry++) {
      var prepared = attempt(condition, key);
      var answered = await(prepared.attempt(), submit(prepared));
      recorder.observed(answered);
      if (answered.outcome() instanceof Answered(var result)) {
        known = result instanceof Appended(_, var last) ? Math.max(known, last.value()) : known;
        return;
      }
      pause(TROUBLE_PAUSE);
      if (key == null) {
        return;
      }
    }
  }

  private Prepared attempt(AppendCondition condition, @Nullable String key) {
    var call = nextCall();
    var recordOnly =
        key != null && condition instanceof AppendCondition.Unconditional && traffic.oneIn(4);
    var events = recordOnly ? List.<Event>of() : traffic.events(call.name());
    var idempotency = key == null ? null : new IdempotencyRecord(key, "print", call.name());
    var prints = events.stream().map(EventPrint::of).toList();
    var attempt =
        new Attempt(call, prints, condition, idempotency, new Unknown("the caller was killed"));
    recorder.begun(attempt);
    return new Prepared(attempt, events);
  }

  private record Prepared(Attempt attempt, List<Event> events) {}

  private CompletableFuture<AppendResult> submit(Prepared prepared) {
    var attempt = prepared.attempt();
    try {
      return log.append(prepared.events(), attempt.condition(), attempt.idempotency());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Attempt await(Attempt attempt, CompletableFuture<AppendResult> future)
      throws InterruptedException {
    try {
      var result = future.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
      return attempt.answered(new Answered(result));
    } catch (TimeoutException _) {
      return attempt.answered(new Silence(ANSWER_MAX.toMillis()));
    } catch (ExecutionException e) {
      return attempt.answered(outcomeOf(e.getCause()));
    }
  }

  private static Outcome outcomeOf(@Nullable Throwable failure) {
    return switch (failure) {
      case OutcomeUnknown unknown -> new Unknown(unknown.toString());
      case EventLogException refused -> new NothingStored(refused.toString());
      case null, default -> new Broken(String.valueOf(failure));
    };
  }

  private Call nextCall() {
    return Call.begin(process, caller, number++);
  }

  private void pause(Duration max) {
    LockSupport.parkNanos(random.nextLong(max.toNanos()));
  }
}
