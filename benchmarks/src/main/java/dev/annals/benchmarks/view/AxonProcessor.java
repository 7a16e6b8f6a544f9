package dev.annals.benchmarks.view;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.axonframework.conversion.Converter;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.core.unitofwork.TransactionalUnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.EventTrackerStatus;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventstreaming.StreamableEventSource;

/** One of Axon's pooled streaming event processors, with threads of its own. */
final class AxonProcessor implements AutoCloseable {

  /** As many as ours takes at most. Axon's default is 1. */
  static final int BATCH = 10_000;

  /** Axon's default. */
  private static final int WORKERS = 4;

  private static final Duration LOOK = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final String name;
  private final ScheduledExecutorService coordinator = Executors.newScheduledThreadPool(1);
  private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(WORKERS);
  private final PooledStreamingEventProcessor processor;

  private AxonProcessor(String name, AxonHandlers handlers, Surroundings surroundings) {
    this.name = name;
    var transactions = surroundings.transactions();
    this.processor =
        new PooledStreamingEventProcessor(
            name,
            List.of(handlers.component()),
            new PooledStreamingEventProcessorConfiguration()
                .unitOfWorkFactory(
                    new TransactionalUnitOfWorkFactory(
                        transactions,
                        new SimpleUnitOfWorkFactory(EmptyApplicationContext.INSTANCE)))
                .eventSource(surroundings.source())
                .tokenStore(surroundings.tokens())
                .coordinatorExecutor(coordinator)
                .workerExecutor(workers)
                .initialSegmentCount(1)
                .initialToken(source -> source.firstToken(null))
                .batchSize(BATCH));
  }

  /** What processors share. */
  record Surroundings(
      StreamableEventSource source,
      Converter converter,
      TokenStore tokens,
      JdbcTransactions transactions) {}

  /** Lets it begin at the first event, or where its token is. */
  static AxonProcessor start(
      String name, Consumer<AxonHandlers> registration, Surroundings surroundings) {
    var handlers = new AxonHandlers(surroundings.converter(), surroundings.transactions());
    registration.accept(handlers);
    var started = new AxonProcessor(name, handlers, surroundings);
    started.processor.start().join();
    return started;
  }

  /**
   * Waits until the event at this position is handled and committed.
   *
   * @throws IllegalStateException if one fails, or it takes too long
   */
  void awaitPosition(long position) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (positionReached() < position) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "%s at %d after %s".formatted(name, positionReached(), PATIENCE));
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private long positionReached() {
    return processor.processingStatus().values().stream()
        .mapToLong(this::positionOf)
        .min()
        .orElse(0);
  }

  private long positionOf(EventTrackerStatus status) {
    if (status.isErrorState()) {
      throw new IllegalStateException(name + " failed", status.getError());
    }
    return status.getCurrentPosition().orElse(0);
  }

  @Override
  public void close() {
    processor.shutdown().join();
    // Its own delayed tasks would keep an orderly end waiting for seconds.
    workers.shutdownNow();
    coordinator.shutdownNow();
  }
}
