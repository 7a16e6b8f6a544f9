package dev.annals.query.audit.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.annals.eventstore.axon.Provenance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a command: what its events say. Its idempotency key is not among that, which the
 * log keeps as a digest, so that nobody can use the key of somebody else.
 *
 * @param causationId of the message that led to it; absent if it came from outside
 * @param decidedAt by the clock of the service
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecordedCommand(
    String id,
    @Nullable String actor,
    @Nullable String onBehalfOf,
    @Nullable String sourceAddress,
    @Nullable String traceId,
    @Nullable String correlationId,
    @Nullable String causationId,
    @Nullable String serviceVersion,
    Instant decidedAt) {

  /** The command that an event came of; null if the event says none. */
  static @Nullable RecordedCommand of(RecordedEvent event) {
    var said = event.provenance();
    var id = said.get(Provenance.COMMAND_ID);
    if (id == null) {
      return null;
    }
    return new RecordedCommand(
        id,
        said.get(Provenance.ACTOR),
        said.get(Provenance.ON_BEHALF_OF),
        said.get(Provenance.SOURCE_ADDRESS),
        said.get(Provenance.TRACE_ID),
        said.get(Provenance.CORRELATION_ID),
        said.get(Provenance.COMMAND_CAUSATION_ID),
        said.get(Provenance.SERVICE_VERSION),
        event.occurredAt());
  }
}
