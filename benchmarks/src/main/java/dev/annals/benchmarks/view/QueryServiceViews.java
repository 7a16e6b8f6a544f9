package dev.annals.benchmarks.view;

import dev.annals.benchmarks.server.BenchServer;
import dev.annals.benchmarks.server.Database;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.PostgresEventReader;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionProperties;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.eventstore.projection.ProjectionSchema;
import dev.annals.query.ProjectionPool;
import dev.annals.query.payments.account.AccountModule;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The query service's own accounts and statements, moved as it moves them, without HTTP. */
public final class QueryServiceViews {

  private static final int CONNECTIONS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private QueryServiceViews() {}

  /** Built from these events again and again. */
  public static PaymentViews of(String name, RecordedPayments payments, BenchServer server) {
    return new PaymentViews(name, payments, server, QueryServiceViews::build);
  }

  private static PaymentViews.Built build(RecordedPayments payments, Database views)
      throws SQLException {
    try (var reader = PostgresEventReader.open(payments.database().log(), LogLimits.defaults());
        var pool = ProjectionPool.open(views.url(), views.user(), views.password(), CONNECTIONS)) {
      ProjectionSchema.migrate(pool);
      var projections = List.of(new AccountModule().accountProjection());
      try (var runners =
          new ProjectionRunners(
              projections, reader, pool, ProjectionProperties.defaults(), Clock.systemUTC())) {
        var begin = System.nanoTime();
        runners.start();
        await(runners, projections, SequencePosition.of(payments.events()));
        return new PaymentViews.Built((System.nanoTime() - begin) / 1e9, ViewDigest.ofLive(views));
      }
    }
  }

  private static void await(
      ProjectionRunners runners, List<Projection> projections, SequencePosition end) {
    try {
      for (var projection : projections) {
        if (!runners.progressOf(projection.id()).awaitPosition(end, PATIENCE)) {
          throw new IllegalStateException(
              "Not built after %s: %s".formatted(PATIENCE, runners.of(projection.id()).status()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while views are built", e);
    }
  }
}
