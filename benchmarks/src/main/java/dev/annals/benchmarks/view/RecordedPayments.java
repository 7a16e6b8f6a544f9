package dev.annals.benchmarks.view;

import dev.annals.benchmarks.server.BenchServer;
import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.PaymentHistory;

/** A log that holds a history of payments and does not grow any more. */
public record RecordedPayments(Database database, PaymentHistory history, long events) {

  /** Records so many events. */
  public static RecordedPayments of(BenchServer server, long events) {
    var database = server.database("payments");
    var history = new PaymentHistory();
    try (var annals = AnnalsStore.create(database)) {
      history.write(annals.log(), events);
      if (annals.head() != events) {
        throw new IllegalStateException(
            "%d events recorded, and the log ends at %d".formatted(events, annals.head()));
      }
    }
    return new RecordedPayments(database, history, events);
  }
}
