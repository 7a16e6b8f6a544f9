package dev.annals.query.payments.account;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.eventstore.projection.Delivery;
import dev.annals.eventstore.projection.EventDecoder;
import dev.annals.eventstore.projection.PastTable;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Accounts as they are and as they were: balance, status, and each movement with the balance after
 * it.
 */
final class AccountProjection implements Projection {

  /** Raise the version whenever the same events would give other rows. */
  static final ProjectionId ID = new ProjectionId("payments.account", 2);

  /** What kept statements until they became a part of this. */
  private static final String FORMER_STATEMENTS = "payments.statement";

  private final EventDecoder<PaymentEvent> decoder =
      new EventDecoder<>(PaymentEvent.class, PaymentEvent.TYPES);

  @Override
  public ProjectionId id() {
    return ID;
  }

  @Override
  public Set<String> replaces() {
    return Set.of(FORMER_STATEMENTS);
  }

  @Override
  public Set<String> eventTypes() {
    return PaymentEvent.TYPES.keySet();
  }

  @Override
  public Optional<String> orderedBy() {
    return Optional.of(PaymentEvent.ACCOUNT_TAG);
  }

  @Override
  public String tables() {
    return AccountSql.TABLES;
  }

  @Override
  public List<PastTable> pastTables() {
    return AccountReadSql.PAST;
  }

  @Override
  public void apply(List<Delivery> deliveries, Connection readDatabase) throws SQLException {
    var changes = new AccountChanges();
    for (var delivery : deliveries) {
      changes.add(delivery, delivery.payload(decoder));
    }
    new AccountRows(readDatabase).write(changes.sorted());
  }
}
