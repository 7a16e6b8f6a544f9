package dev.annals.torture.reads;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.eventstore.projection.Delivery;
import dev.annals.eventstore.projection.PastTable;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Records each delivery, in the order of deliveries, and refuses none: what came twice or in the
 * wrong order stays visible.
 */
final class RecordedDeliveries implements Projection {

  static final ProjectionId ID = new ProjectionId("torture.deliveries", 1);

  private static final String TAG_PREFIX = PaymentEvent.ACCOUNT_TAG + "=";

  @Override
  public ProjectionId id() {
    return ID;
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
    return ReadsSql.DELIVERIES;
  }

  /** A replay delivers in another order, and must. */
  @Override
  public List<PastTable> pastTables() {
    return List.of();
  }

  @Override
  public void apply(List<Delivery> deliveries, Connection readDatabase) throws SQLException {
    var keys = new ArrayList<String>();
    var positions = new ArrayList<Long>();
    for (var delivery : deliveries) {
      for (var tag : delivery.event().tags()) {
        var key = keyOf(tag.text());
        if (key.isPresent() && delivery.owns(key.get())) {
          keys.add(key.get());
          positions.add(delivery.position().value());
        }
      }
    }
    try (var insert = readDatabase.prepareStatement(ReadsSql.INSERT_DELIVERIES)) {
      insert.setObject(1, keys.toArray(String[]::new));
      insert.setObject(2, positions.stream().mapToLong(Long::longValue).toArray());
      insert.executeUpdate();
    }
  }

  /** The ordering key that a tag is, if it is one. */
  static Optional<String> keyOf(String tag) {
    return tag.startsWith(TAG_PREFIX)
        ? Optional.of(tag.substring(TAG_PREFIX.length()))
        : Optional.empty();
  }
}
