package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.InMemoryEventLog;
import java.time.Clock;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

/** Axon's own suite, on the log in its plainest form. */
class InMemoryStorageEngineTest extends StorageEngineTestSuite<LogEventStorageEngine> {

  @Override
  protected LogEventStorageEngine buildStorageEngine() {
    return new LogEventStorageEngine(
        new InMemoryEventLog(Clock.systemUTC()),
        new JacksonConverter(JacksonConverter.storedJson()));
  }

  @Override
  protected @Nullable ProcessingContext processingContext() {
    return null;
  }
}
