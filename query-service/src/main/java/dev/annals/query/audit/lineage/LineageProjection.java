package dev.annals.query.audit.lineage;

import dev.annals.eventstore.axon.Provenance;
import dev.annals.eventstore.projection.Delivery;
import dev.annals.eventstore.projection.PastTable;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionId;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One row per event, of whatever type. Looks at no payload, so that no event can fail. */
final class LineageProjection implements Projection {

  /** Raise the version whenever the same events would give other rows. */
  static final ProjectionId ID = new ProjectionId("audit.lineage", 1);

  @Override
  public ProjectionId id() {
    return ID;
  }

  /** Every type there is. */
  @Override
  public Set<String> eventTypes() {
    return Set.of();
  }

  /** Rows do not depend on each other, but no tag is on every event. */
  @Override
  public Optional<String> orderedBy() {
    return Optional.empty();
  }

  /** Auditors look for what happened before, and need not see it within milliseconds. */
  @Override
  public Duration batchInterval() {
    return Duration.ofMillis(50);
  }

  @Override
  public String tables() {
    return LineageSql.TABLES;
  }

  @Override
  public List<PastTable> pastTables() {
    return List.of(LineageSql.PAST);
  }

  @Override
  public void apply(List<Delivery> deliveries, Connection readDatabase) {
    JdbcClient.create(new SingleConnectionDataSource(readDatabase, true))
        .sql(LineageSql.INSERT)
        .param(
            "positions", deliveries.stream().mapToLong(each -> each.position().value()).toArray())
        .param("eventIds", texts(deliveries, each -> each.event().id().toString()))
        .param("correlationIds", texts(deliveries, each -> said(each, Provenance.CORRELATION_ID)))
        .param("commandIds", texts(deliveries, each -> said(each, Provenance.COMMAND_ID)))
        .param("causes", texts(deliveries, each -> causeOf(each.event().metadata())))
        .update();
  }

  private static @Nullable String said(Delivery delivery, String key) {
    return delivery.event().metadata().get(key);
  }

  /**
   * Identifier of the event that led to one with this metadata: by a command, or without. Null if
   * it was no event, since events have UUIDs.
   */
  private static @Nullable String causeOf(Map<String, String> metadata) {
    var direct = metadata.get(Provenance.CAUSATION_ID);
    var byCommand = direct == null || direct.equals(metadata.get(Provenance.COMMAND_ID));
    var cause = byCommand ? metadata.get(Provenance.COMMAND_CAUSATION_ID) : direct;
    return cause != null && isUuid(cause) ? cause : null;
  }

  private static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static @Nullable String[] texts(
      List<Delivery> deliveries, Function<Delivery, @Nullable String> part) {
    return deliveries.stream().map(part).toArray(String[]::new);
  }
}
