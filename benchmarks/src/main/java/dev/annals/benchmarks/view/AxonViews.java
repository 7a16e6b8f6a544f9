package dev.annals.benchmarks.view;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.annals.benchmarks.server.BenchServer;
import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.eventstore.axon.JacksonConverter;
import dev.annals.eventstore.axon.LogEventStorageEngine;
import dev.annals.query.payments.account.AccountModule;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.jdbc.JdbcTokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.jdbc.JdbcTokenStoreConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.jdbc.PostgresTokenTableFactory;

/**
 * The same views as kept by Axon Framework 5.0.1 alone: a pooled streaming event processor for each
 * of the two, with tokens in the JDBC token store, and handlers that write through JDBC.
 *
 * <p>In its favour: the log is read through our engine, commits do not wait for the disk, as with
 * ours, and the handlers use the driver without anything in between. Its default sequencing policy
 * has all events in one segment, and no other is right here: a transfer concerns two accounts, and
 * a segment that gets it applies both sides. So other segments would only cost.
 */
public final class AxonViews {

  /** Events in one transaction at most. */
  public static final int BATCH = AxonProcessor.BATCH;

  private static final int CONNECTIONS = 10;
  private static final String INIT_SQL = "SET synchronous_commit = off; SET jit = off";

  private AxonViews() {}

  /** Built from these events again and again. */
  public static PaymentViews of(String name, RecordedPayments payments, BenchServer server) {
    return new PaymentViews(name, payments, server, AxonViews::build);
  }

  private static PaymentViews.Built build(RecordedPayments payments, Database views)
      throws SQLException {
    try (var annals = AnnalsStore.open(payments.database());
        var pool = pool(views)) {
      createTables(pool);
      var converter = new JacksonConverter(JacksonConverter.storedJson());
      var transactions = new JdbcTransactions(pool);
      var tokens = new JdbcTokenStore(transactions, converter, JdbcTokenStoreConfiguration.DEFAULT);
      tokens.createSchema(PostgresTokenTableFactory.INSTANCE);
      var surroundings =
          new AxonProcessor.Surroundings(
              new PositionedEvents(new LogEventStorageEngine(annals.log(), converter)),
              converter,
              tokens,
              transactions);
      var begin = System.nanoTime();
      try (var accounts = AxonProcessor.start("accounts", AxonAccounts::register, surroundings);
          var statements =
              AxonProcessor.start("statements", AxonStatements::register, surroundings)) {
        accounts.awaitPosition(payments.events());
        statements.awaitPosition(payments.events());
        var seconds = (System.nanoTime() - begin) / 1e9;
        try (var connection = pool.getConnection()) {
          return new PaymentViews.Built(seconds, ViewDigest.of(connection));
        }
      }
    }
  }

  private static HikariDataSource pool(Database views) {
    var config = new HikariConfig();
    config.setJdbcUrl(views.url());
    config.setUsername(views.user());
    config.setPassword(views.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionInitSql(INIT_SQL);
    return new HikariDataSource(config);
  }

  private static void createTables(DataSource pool) throws SQLException {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(new AccountModule().accountProjection().tables());
    }
  }
}
