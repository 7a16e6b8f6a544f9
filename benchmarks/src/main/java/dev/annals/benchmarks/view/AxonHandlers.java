package dev.annals.benchmarks.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.axonframework.conversion.Converter;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventHandlingComponent;
import org.axonframework.messaging.eventhandling.SimpleEventHandlingComponent;

/**
 * The event handlers of one processor, each working in the transaction in which the processor
 * stores its token.
 */
final class AxonHandlers {

  private final SimpleEventHandlingComponent component = new SimpleEventHandlingComponent();
  private final Converter converter;
  private final JdbcTransactions transactions;

  AxonHandlers(Converter converter, JdbcTransactions transactions) {
    this.converter = converter;
    this.transactions = transactions;
  }

  EventHandlingComponent component() {
    return component;
  }

  /** Has events of this type handled. */
  <T> AxonHandlers on(String type, Class<T> payloadType, Handler<T> handler) {
    component.subscribe(
        new QualifiedName(type),
        (message, context) -> {
          var payload = Objects.requireNonNull(message.payloadAs(payloadType, converter));
          var moment = new Moment(PositionedEvents.positionOf(message), message.timestamp());
          try {
            handler.handle(payload, moment, transactions.inTransaction());
            return MessageStream.empty();
          } catch (SQLException failure) {
            return MessageStream.failed(failure);
          }
        });
    return this;
  }

  /** When something happened, and where the log has it. */
  record Moment(long position, Instant at) {}

  /** What is to be done about an event. */
  interface Handler<T> {
    void handle(T event, Moment moment, Connection database) throws SQLException;
  }
}
