package dev.annals.eventstore.axon;

import dev.annals.eventstore.axon.CommandResult.Accepted;
import dev.annals.eventstore.axon.CommandResult.Repeated;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventLogException.Unavailable;
import dev.annals.eventstore.log.IdempotencyRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to their handlers, one after the other for each serial key, and again after a
 * conflict. Thread-safe.
 *
 * <p>The first attempt may decide from the states in memory: should one be behind, the append's
 * condition finds out. A decision that appends nothing has no such guard, so it counts only if it
 * was made from states as of the log's head, and is made again if not. So is every attempt after a
 * conflict. Handlers MUST have no effect but the events they append, as they may run several times.
 *
 * <p>The handler runs in the calling thread, which waits until its events are durable. It MUST NOT
 * dispatch through this class itself: two handlers that wait for each other's key would both run
 * into the limit.
 */
public final class CommandDispatcher {

  private static final Duration BACK_OFF_FIRST = Duration.ofMillis(1);

  private final CommandBus bus;
  private final MessageTypeResolver types;
  private final EventLog log;
  private final DispatchLimits limits;
  private final SerialTurns turns;
  private final LongAdder conflicts = new LongAdder();
  private final LongAdder redecisions = new LongAdder();

  public CommandDispatcher(
      CommandBus bus, MessageTypeResolver types, EventLog log, DispatchLimits limits) {
    this.bus = bus;
    this.types = types;
    this.log = log;
    this.limits = limits;
    this.turns = new SerialTurns(limits.turnWaitMax());
  }

  /**
   * Has the command handled.
   *
   * <p>What the handler throws comes out unchanged, as does a {@link
   * dev.annals.eventstore.log.EventLogException}. After any exception but {@link
   * dev.annals.eventstore.log.EventLogException.OutcomeUnknown} nothing was stored, the request
   * included.
   *
   * @param metadata who, why and from where; see {@link Provenance}
   * @param request stored together with the events, so that a repeat is recognised; null if repeats
   *     do no harm
   * @param serialKey names what the command mainly decides about, for example an account
   * @throws ConflictPersistsException if others were faster too often
   */
  public CommandResult dispatch(
      Object command,
      Map<String, String> metadata,
      @Nullable IdempotencyRecord request,
      String serialKey) {
    var message = new GenericCommandMessage(types.resolveOrThrow(command), command, metadata);
    return turns.inTurn(serialKey, () -> handleUntilSettled(message, request));
  }

  /**
   * Stores the answer to a request that led to no event, for example a rejection.
   *
   * @return {@link Repeated} with the first answer, which then counts, if the key was used before
   */
  public CommandResult record(IdempotencyRecord answer) {
    var result = Awaited.result(log.append(List.of(), AppendCondition.none(), answer));
    return switch (result) {
      case Appended(_, var last) -> new Accepted(last);
      case Duplicate duplicate -> repeated(duplicate);
      case Conflict conflict ->
          throw new IllegalStateException("Conflict without a condition: " + conflict);
    };
  }

  /** How often an append met a conflict since the start. */
  public long conflicts() {
    return conflicts.sum();
  }

  /**
   * How often a decision that appended nothing was made once more since the start, because the
   * state in memory may have been behind.
   */
  public long redecisions() {
    return redecisions.sum();
  }

  private CommandResult handleUntilSettled(
      CommandMessage command, @Nullable IdempotencyRecord request) {
    var fresh = false;
    var conflicted = 0;
    while (true) {
      var attempt = new DispatchAttempt(command.identifier(), request, fresh);
      fresh = true;
      try {
        run(command, attempt);
        if (!attempt.mayBeStale()) {
          return accepted(attempt);
        }
        redecisions.increment();
      } catch (DuplicateRequestException repeat) {
        return repeated(repeat.duplicate());
      } catch (AppendEventsTransactionRejectedException conflict) {
        conflicts.increment();
        conflicted++;
        if (conflicted >= limits.attemptsMax()) {
          throw new ConflictPersistsException(command.type().name(), conflicted, conflict);
        }
        backOff(conflicted);
      } catch (RuntimeException rejection) {
        if (rejection instanceof EventLogException || !attempt.mayBeStale()) {
          throw rejection;
        }
        redecisions.increment();
      }
    }
  }

  private void run(CommandMessage command, DispatchAttempt attempt) {
    attempt.run(() -> Awaited.result(bus.dispatch(command, null)));
  }

  private CommandResult accepted(DispatchAttempt attempt) {
    var position = attempt.appended();
    if (position != null) {
      return new Accepted(position);
    }
    var request = attempt.request();
    return request == null ? new Accepted(log.head()) : record(request);
  }

  /** Full jitter, so that those who collided once do not collide again in step. */
  private void backOff(int attempt) {
    var ceiling =
        Math.min(
            limits.backOffMax().toNanos(), BACK_OFF_FIRST.toNanos() << Math.min(attempt - 1, 20));
    try {
      Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(ceiling + 1)));
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Interrupted between two attempts", interruption);
    }
  }

  private static Repeated repeated(Duplicate duplicate) {
    return new Repeated(duplicate.original(), duplicate.last());
  }
}
