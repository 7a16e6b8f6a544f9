package dev.annals.eventstore.axon;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;

/** Asks another resolver once per class: reading annotations costs more than handling a message. */
public final class CachingMessageTypeResolver implements MessageTypeResolver {

  private final MessageTypeResolver delegate;
  private final Map<Class<?>, Optional<MessageType>> types = new ConcurrentHashMap<>();

  public CachingMessageTypeResolver(MessageTypeResolver delegate) {
    this.delegate = delegate;
  }

  @Override
  public Optional<MessageType> resolve(Class<?> payloadType) {
    var known = types.get(payloadType);
    return known != null ? known : types.computeIfAbsent(payloadType, delegate::resolve);
  }
}
