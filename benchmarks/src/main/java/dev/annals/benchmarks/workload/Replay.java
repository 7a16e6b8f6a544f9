package dev.annals.benchmarks.workload;

import static dev.annals.benchmarks.measure.Figure.EVENTS_PER_SECOND;

import dev.annals.benchmarks.measure.Rounds;
import dev.annals.benchmarks.report.Claim;
import dev.annals.benchmarks.report.Figures;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.report.Table;
import dev.annals.benchmarks.view.AxonViews;
import dev.annals.benchmarks.view.QueryServiceViews;
import dev.annals.benchmarks.view.RecordedPayments;
import java.util.List;

/** Building the views of payments from the log's first event on, beside Axon's own processors. */
public final class Replay implements Workload {

  private static final String OURS = "Annals";
  private static final String OURS_FEW = "Annals, the peer's events";
  private static final String AXON = "Axon's pooled streaming processor";

  /** The peer takes minutes for what we do in seconds. */
  private static final int PEER_SHARE = 10;

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public Section run(Arena arena) {
    var server = arena.server();
    var payments = RecordedPayments.of(server, arena.scale().replayEvents());
    var few = RecordedPayments.of(server, arena.scale().replayEvents() / PEER_SHARE);
    server.settle();
    var ours = QueryServiceViews.of(OURS, payments, server);
    var oursFew = QueryServiceViews.of(OURS_FEW, few, server);
    var axon = AxonViews.of(AXON, few, server);
    var rounds = Rounds.play(List.of(ours, oursFew, axon), arena.pace());
    axon.requireSameRows(oursFew);
    server.drop(payments.database());
    server.drop(few.database());
    return section(rounds, payments, few);
  }

  private static Section section(Rounds rounds, RecordedPayments payments, RecordedPayments few) {
    return new Section(
        "replay",
        "Replay",
        """
        A log holds %,d events of payments: %,d accounts are opened, and deposits, withdrawals and transfers between any two of
        them make %,d movements of money. From its first event on, two views are built in an empty database of the same
        PostgreSQL: the accounts with their balances, and the statements, which have a row with the balance for each movement.
        *Annals* runs the query service's own projections as the service runs them, without HTTP. The peer is Axon Framework
        5.0.1 with a pooled streaming event processor for each view and its JDBC token store, and handlers that write each change
        with a statement of its own, in the transaction of the batch. In its favour, it reads the log through our engine, its
        batches are as large as ours may be (%,d events; its default is 1), commits do not wait for the disk, as ours do not, and
        it has one segment, since its default policy puts all events into one and no other policy keeps both sides of a transfer in order.
        It gets a log of %,d events of the same mix, since it would take minutes for the other; compared are events per
        second. From that log both must build the same rows, column by column, and from any log the same ones in each run.\
        """
            .formatted(
                payments.events(),
                payments.history().accounts(),
                payments.history().movements(),
                AxonViews.BATCH,
                few.events()),
        List.of(
            Claim.atLeast(
                "Replay into accounts and statements",
                100_000,
                "events/s",
                rounds.spread(OURS, EVENTS_PER_SECOND)),
            Claim.atLeast(
                "Replay: against Axon's pooled streaming processor",
                10,
                "×",
                rounds.ratio(OURS, AXON, EVENTS_PER_SECOND))),
        List.of(table(rounds)),
        List.of(
            Comparison.chart(
                "replay",
                "Building accounts and statements from the log",
                rounds,
                EVENTS_PER_SECOND,
                "events/s")),
        List.of());
  }

  private static Table table(Rounds rounds) {
    var table = Table.of("Views built from the first event on", "", "events/s", "against Axon");
    for (var name : rounds.names()) {
      table.row(
          name,
          Figures.of(rounds.spread(name, EVENTS_PER_SECOND)),
          name.equals(AXON) ? "1" : Figures.of(rounds.ratio(name, AXON, EVENTS_PER_SECOND)));
    }
    return table.build();
  }
}
