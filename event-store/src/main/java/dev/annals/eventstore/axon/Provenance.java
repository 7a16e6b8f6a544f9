package dev.annals.eventstore.axon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.correlation.CorrelationDataProvider;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the metadata that says who did what, why and from where, and their way from a command to
 * its events. The keys are stored for ever.
 */
public final class Provenance implements CorrelationDataProvider {

  /** The same for all that one request from outside led to. */
  public static final String CORRELATION_ID = "correlationId";

  /** Identifier of the message that directly led to this one. */
  public static final String CAUSATION_ID = "causationId";

  /** Identifier of the command message that was decided upon. */
  public static final String COMMAND_ID = "commandId";

  /**
   * Identifier of the message that led to that command, such as the event that a process reacted
   * to; absent if the command came from outside. Commands are not stored, so without it nobody
   * could follow a chain from event to event.
   */
  public static final String COMMAND_CAUSATION_ID = "commandCausationId";

  public static final String ACTOR = "actor";

  /** For whom the actor acts, in the actor's own words; absent if for nobody else. */
  public static final String ON_BEHALF_OF = "onBehalfOf";

  public static final String SOURCE_ADDRESS = "sourceAddress";

  /** Trace id of a W3C {@code traceparent}. */
  public static final String TRACE_ID = "traceId";

  /** Name and version of the service build that decided. */
  public static final String SERVICE_VERSION = "serviceVersion";

  private static final List<String> HANDED_ON =
      List.of(COMMAND_ID, COMMAND_CAUSATION_ID, ACTOR, ON_BEHALF_OF, SOURCE_ADDRESS, TRACE_ID);

  private final @Nullable String serviceVersion;

  /**
   * @param serviceVersion of this process; null if it has none to tell
   */
  public Provenance(@Nullable String serviceVersion) {
    this.serviceVersion = serviceVersion;
  }

  @Override
  public Map<String, String> correlationDataFor(Message message) {
    var cause = message.metadata();
    var metadata = new HashMap<String, String>();
    for (var key : HANDED_ON) {
      var value = cause.get(key);
      if (value != null) {
        metadata.put(key, value);
      }
    }
    if (message instanceof CommandMessage) {
      metadata.put(COMMAND_ID, message.identifier());
      var before = cause.get(CAUSATION_ID);
      if (before == null) {
        metadata.remove(COMMAND_CAUSATION_ID);
      } else {
        metadata.put(COMMAND_CAUSATION_ID, before);
      }
    }
    if (serviceVersion != null) {
      metadata.put(SERVICE_VERSION, serviceVersion);
    }
    metadata.put(CORRELATION_ID, cause.getOrDefault(CORRELATION_ID, message.identifier()));
    metadata.put(CAUSATION_ID, message.identifier());
    return metadata;
  }
}
