package dev.annals.benchmarks.view;

import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Run;
import dev.annals.benchmarks.server.BenchServer;
import dev.annals.benchmarks.server.Database;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Builds the views from the first event to the last, each time in a new database, and checks that
 * they hold the same rows each time.
 */
public final class PaymentViews implements Contestant {

  private final String name;
  private final RecordedPayments payments;
  private final BenchServer server;
  private final ViewBuilder builder;
  private @Nullable ViewDigest rows;

  PaymentViews(String name, RecordedPayments payments, BenchServer server, ViewBuilder builder) {
    this.name = name;
    this.payments = payments;
    this.server = server;
    this.builder = builder;
  }

  @Override
  public String name() {
    return name;
  }

  /** Once, however long it takes. */
  @Override
  public Run run(Duration time) {
    var database = server.database("views");
    try {
      var built = builder.build(payments, database);
      var found = built.rows().requireComplete(payments.history());
      if (rows != null && !rows.equals(found)) {
        throw new IllegalStateException("%s built %s before, now %s".formatted(name, rows, found));
      }
      rows = found;
      return new Run(1, 0, payments.events(), built.seconds(), 0, 0);
    } catch (SQLException e) {
      throw new IllegalStateException(name + " cannot use its database", e);
    } finally {
      server.drop(database);
    }
  }

  /**
   * Checks that another built the same rows from the same events.
   *
   * @throws IllegalStateException if not, or if one of them has not built any
   */
  public void requireSameRows(PaymentViews other) {
    if (rows == null || !rows.equals(other.rows)) {
      throw new IllegalStateException(
          "%s has %s, %s has %s".formatted(name, rows, other.name, other.rows));
    }
  }

  /** One way to do it. */
  interface ViewBuilder {

    /** Builds the views in an empty database. */
    Built build(RecordedPayments payments, Database views) throws SQLException;
  }

  /**
   * What came of it.
   *
   * @param seconds from the start until the last event was in all views
   */
  record Built(double seconds, ViewDigest rows) {}
}
