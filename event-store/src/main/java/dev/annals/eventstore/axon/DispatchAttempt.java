package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.core.MessageHandlerInterceptor;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to handle one command: carries the request's record down to the storage engine, and
 * the position back up.
 *
 * <p>Axon's buses take no resources along, so the attempt travels as a scoped value to the
 * interceptor, which runs in the dispatching thread, and from there as a resource of the unit of
 * work.
 */
final class DispatchAttempt {

  private static final ScopedValue<DispatchAttempt> CURRENT = ScopedValue.newInstance();
  private static final ResourceKey<DispatchAttempt> RESOURCE =
      ResourceKey.withLabel("annals.dispatchAttempt");

  private final String commandId;
  private final @Nullable IdempotencyRecord request;
  private final boolean fresh;
  private volatile boolean fromMemory;
  private volatile @Nullable SequencePosition appended;

  /**
   * @param fresh whether states must be as of the log's head, and not only as far as this process
   *     knows
   */
  DispatchAttempt(String commandId, @Nullable IdempotencyRecord request, boolean fresh) {
    this.commandId = commandId;
    this.request = request;
    this.fresh = fresh;
  }

  static @Nullable DispatchAttempt of(@Nullable ProcessingContext context) {
    return context == null ? null : context.getResource(RESOURCE);
  }

  /**
   * A command that a handler dispatches in its turn must not use up the request's key: hence the
   * comparison of ids.
   */
  static MessageHandlerInterceptor<CommandMessage> interceptor() {
    return (command, context, chain) -> {
      if (CURRENT.isBound() && CURRENT.get().commandId.equals(command.identifier())) {
        context.putResource(RESOURCE, CURRENT.get());
      }
      return chain.proceed(command, context);
    };
  }

  <T> T run(ScopedValue.CallableOp<T, RuntimeException> work) {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  @Nullable IdempotencyRecord request() {
    return request;
  }

  boolean fresh() {
    return fresh;
  }

  void decidesFromMemory() {
    fromMemory = true;
  }

  /**
   * Whether the outcome may be owed to a state that was behind. Never true of an append, whose
   * condition has settled that.
   */
  boolean mayBeStale() {
    return fromMemory && appended == null;
  }

  void appended(SequencePosition last) {
    appended = last;
  }

  /** The position of the last event of this attempt, or null if it appended none. */
  @Nullable SequencePosition appended() {
    return appended;
  }
}
