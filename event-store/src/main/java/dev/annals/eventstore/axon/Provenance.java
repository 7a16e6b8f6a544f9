package dev.annals.eventstore.axon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.correlation.CorrelationDataProvider;

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

  public static final String ACTOR = "actor";
  public static final String SOURCE_ADDRESS = "sourceAddress";

  /** Trace id of a W3C {@code traceparent}. */
  public static final String TRACE_ID = "traceId";

  private static final List<String> HANDED_ON =
      List.of(COMMAND_ID, ACTOR, SOURCE_ADDRESS, TRACE_ID);

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
    }
    metadata.put(CORRELATION_ID, cause.getOrDefault(CORRELATION_ID, message.identifier()));
    metadata.put(CAUSATION_ID, message.identifier());
    return metadata;
  }
}
