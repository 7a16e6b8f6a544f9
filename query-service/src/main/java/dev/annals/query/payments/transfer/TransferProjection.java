package dev.annals.query.payments.transfer;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.eventstore.projection.Delivery;
import dev.annals.eventstore.projection.EventDecoder;
import dev.annals.eventstore.projection.PastTable;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionId;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One row per transfer. */
final class TransferProjection implements Projection {

  /** Raise the version whenever the same events would give other rows. */
  static final ProjectionId ID = new ProjectionId("payments.transfer", 1);

  private final EventDecoder<MoneyTransferred> decoder =
      new EventDecoder<>(
          MoneyTransferred.class, Map.of(MoneyTransferred.TYPE, MoneyTransferred.class));

  private record Transfer(MoneyTransferred event, Instant at, long position) {}

  @Override
  public ProjectionId id() {
    return ID;
  }

  @Override
  public Set<String> eventTypes() {
    return Set.of(MoneyTransferred.TYPE);
  }

  @Override
  public Optional<String> orderedBy() {
    return Optional.of(PaymentEvent.TRANSFER_TAG);
  }

  @Override
  public String tables() {
    return TransferSql.TABLES;
  }

  @Override
  public List<PastTable> pastTables() {
    return List.of(TransferSql.PAST);
  }

  @Override
  public void apply(List<Delivery> deliveries, Connection readDatabase) {
    var transfers = deliveries.stream().map(this::transfer).toList();
    JdbcClient.create(new SingleConnectionDataSource(readDatabase, true))
        .sql(TransferSql.INSERT)
        .param("transferIds", texts(transfers, each -> each.event().transferId()))
        .param("debitAccountIds", texts(transfers, each -> each.event().debitAccountId()))
        .param("creditAccountIds", texts(transfers, each -> each.event().creditAccountId()))
        .param(
            "amounts",
            transfers.stream().mapToLong(each -> each.event().amount().minorUnits()).toArray())
        .param("currencies", texts(transfers, each -> each.event().amount().currency()))
        .param("references", texts(transfers, each -> each.event().reference()))
        .param("at", texts(transfers, Transfer::at))
        .param("positions", transfers.stream().mapToLong(Transfer::position).toArray())
        .update();
  }

  private Transfer transfer(Delivery delivery) {
    return new Transfer(
        delivery.payload(decoder), delivery.event().occurredAt(), delivery.position().value());
  }

  private static String[] texts(List<Transfer> transfers, Function<Transfer, Object> part) {
    return transfers.stream().map(each -> part.apply(each).toString()).toArray(String[]::new);
  }
}
