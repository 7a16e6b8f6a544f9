package dev.annals.query.payments.account;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.eventstore.projection.Delivery;
import dev.annals.eventstore.projection.EventDecoder;
import dev.annals.eventstore.projection.PastTable;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionId;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One row per account: its balance and status, and who holds it. */
final class AccountProjection implements Projection {

  /** Raise the version whenever the same events would give other rows. */
  static final ProjectionId ID = new ProjectionId("payments.account", 1);

  private final EventDecoder<PaymentEvent> decoder =
      new EventDecoder<>(PaymentEvent.class, PaymentEvent.TYPES);

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
    return AccountSql.TABLES;
  }

  @Override
  public List<PastTable> pastTables() {
    return List.of();
  }

  @Override
  public void apply(List<Delivery> deliveries, Connection readDatabase) {
    var changes = new AccountChanges();
    for (var delivery : deliveries) {
      changes.add(delivery, delivery.payload(decoder));
    }
    var jdbc = JdbcClient.create(new SingleConnectionDataSource(readDatabase, true));
    insert(jdbc, changes.openings());
    update(jdbc, changes.updates());
  }

  private static void insert(JdbcClient jdbc, List<AccountChange> openings) {
    if (openings.isEmpty()) {
      return;
    }
    statement(jdbc, AccountSql.INSERT_OPENED, openings)
        .param("owners", texts(openings, each -> opening(each).event().owner()))
        .param(
            "currencies",
            texts(openings, each -> opening(each).event().currency().getCurrencyCode()))
        .param("overdraftLimits", numbers(openings, each -> opening(each).event().overdraftLimit()))
        .param("openedAt", texts(openings, each -> opening(each).at().toString()))
        .update();
  }

  private static void update(JdbcClient jdbc, List<AccountChange> updates) {
    if (updates.isEmpty()) {
      return;
    }
    var rows = statement(jdbc, AccountSql.UPDATE_CHANGED, updates).update();
    if (rows != updates.size()) {
      throw new IllegalStateException(
          "Events changed %d accounts, of which only %d were ever opened; they are among %s"
              .formatted(
                  updates.size(), rows, updates.stream().map(AccountChange::accountId).toList()));
    }
  }

  private static JdbcClient.StatementSpec statement(
      JdbcClient jdbc, String sql, List<AccountChange> changes) {
    return jdbc.sql(sql)
        .param("accountIds", texts(changes, AccountChange::accountId))
        .param("amounts", numbers(changes, AccountChange::amount))
        .param("statuses", texts(changes, AccountChange::statusName))
        .param("positions", numbers(changes, AccountChange::position));
  }

  private static AccountChange.Opening opening(AccountChange change) {
    return Objects.requireNonNull(change.opening());
  }

  private static @Nullable String[] texts(
      List<AccountChange> changes, Function<AccountChange, @Nullable String> part) {
    return changes.stream().map(part).toArray(String[]::new);
  }

  private static long[] numbers(List<AccountChange> changes, ToLongFunction<AccountChange> part) {
    return changes.stream().mapToLong(part).toArray();
  }
}
