package dev.annals.benchmarks.workload;

import static dev.annals.benchmarks.measure.Figure.EVENTS_PER_SECOND;
import static dev.annals.benchmarks.measure.Figure.OPERATIONS_PER_SECOND;
import static dev.annals.benchmarks.measure.Figure.P50_MILLIS;
import static dev.annals.benchmarks.measure.Figure.P99_MILLIS;

import dev.annals.benchmarks.measure.Spread;
import dev.annals.benchmarks.report.Claim;
import dev.annals.benchmarks.report.Figures;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.report.Table;
import dev.annals.benchmarks.service.VerifierProcess;
import dev.annals.benchmarks.store.AppendLoad;
import java.util.List;

/** What sealing costs, and what a sealed log is good for. */
public final class SealedLogs implements Workload {

  static final String WITH = "with a sealer";
  static final String WITHOUT = "without";
  static final String STEADY = "at a steady pace";
  static final int APPENDERS = 64;
  static final int ENTITIES = AppendLoad.MANY_ENTITIES;

  @Override
  public String name() {
    return "seal";
  }

  @Override
  public Section run(Arena arena) {
    return section(SealMeasurement.of(arena));
  }

  static String proofs(int callers) {
    return "%d at once".formatted(callers);
  }

  private static Section section(SealFigures figures) {
    return new Section(
        "seal",
        "The sealed log",
"""
        Conditional appends of %d callers, as in the first workload, to two logs in turn: one has a sealer beside it, with
        the settings of the query service, which begins before each run and has sealed everything before the next. Then a log is
        filled with %,d events by unconditional appends of a thousand at a time and sealed, its sealer is started again
        with an event to be found, a query service answers proofs of random events over HTTP as soon as its compilers rest: to
auditors that ask at a steady pace, whose times count from when each call was due, and to auditors that ask again as soon
as they have their answer. Then the log is verified, exported,
        archived, dropped and restored. Verifiers run in a process of their own with a heap of %d MiB. Sealing is measured over as
        many parts of the log as there are rounds. Archiving includes that each volume is read again and verified; restoring, that
        all is verified and the index of tags is written."""
            .formatted(APPENDERS, figures.events(), VerifierProcess.HEAP_MIB),
        claims(figures),
        List.of(paces(figures), appends(figures), proofs(figures), others(figures)),
        List.of(),
        List.of(
            "Proofs asked for again, after a 503 with Retry-After: %,d; their time counts until they came."
                .formatted(figures.proofsTriedAgain())));
  }

  private static List<Claim> claims(SealFigures figures) {
    return List.of(
        Claim.atLeast("Appends with a sealer against without", 97, "%", cost(figures)),
        Claim.atLeast(
            "Sealing against unconditional appends of a thousand",
            1,
            "×",
            figures.paces().sealed().times(1 / figures.paces().appended().median())),
        Claim.atMost(
            "Inclusion proof over HTTP at %s events, %d a second, p99"
                .formatted(Figures.of((double) figures.events()), figures.proofsPerSecond()),
            10,
            "ms",
            figures.proofs().spread(STEADY, P99_MILLIS)),
        Claim.atMost(
            "Hashes in a proof",
            pathMax(figures.events()),
            "hashes",
            Spread.of(List.of((double) figures.proofHashesMax()))));
  }

  private static Spread cost(SealFigures figures) {
    return figures.appends().ratio(WITH, WITHOUT, EVENTS_PER_SECOND).percent();
  }

  /** Of a tree of that size, at most: the logarithm to base two, rounded up. */
  private static double pathMax(long events) {
    return Long.SIZE - Long.numberOfLeadingZeros(events);
  }

  private static Table paces(SealFigures figures) {
    var paces = figures.paces();
    return Table.of("Events per second", "", "events/s")
        .row("appended, a thousand at a time", Figures.of(paces.appended()))
        .row("sealed", Figures.of(paces.sealed()))
        .row("verified in the database", Figures.of(paces.verifiedDatabase()))
        .row("exported", Figures.of(paces.exported()))
        .row("verified in the export", Figures.of(paces.verifiedExport()))
        .row("archived", Figures.of(paces.archived()))
        .row("verified in the archive", Figures.of(paces.verifiedArchive()))
        .row("restored", Figures.of(paces.restored()))
        .build();
  }

  private static Table appends(SealFigures figures) {
    var table =
        Table.of(
            "Conditional appends of %d callers".formatted(APPENDERS),
            "",
            "events/s",
            "p50, ms",
            "p99, ms");
    for (var name : List.of(WITHOUT, WITH)) {
      table.row(
          name,
          Figures.of(figures.appends().spread(name, EVENTS_PER_SECOND)),
          Figures.of(figures.appends().spread(name, P50_MILLIS)),
          Figures.of(figures.appends().spread(name, P99_MILLIS)));
    }
    return table.row("ratio, %", Figures.of(cost(figures)), "", "").build();
  }

  private static Table proofs(SealFigures figures) {
    var table =
        Table.of("Inclusion proofs over HTTP", "auditors", "proofs/s", "p50, ms", "p99, ms");
    for (var name : figures.proofs().names()) {
      table.row(
          name,
          Figures.of(figures.proofs().spread(name, OPERATIONS_PER_SECOND)),
          Figures.of(figures.proofs().spread(name, P50_MILLIS)),
          Figures.of(figures.proofs().spread(name, P99_MILLIS)));
    }
    return table.build();
  }

  private static Table others(SealFigures figures) {
    return Table.of("Sizes and times", "", "")
        .row("longest proof, hashes", Figures.of((double) figures.proofHashesMax()))
        .row("largest answer with a proof, bytes", Figures.of((double) figures.proofBytesMax()))
        .row("a verifier's process at its largest, MiB", Figures.of(figures.memoryMib()))
        .row(
            "the archive, bytes per event",
            Figures.of((double) figures.archiveBytes() / figures.events()))
        .row("a new sealer, until it sealed what it found, ms", Figures.of(figures.restartMillis()))
        .row("not sealed yet when a run ended, events", Figures.of(figures.lagEvents()))
        .build();
  }
}
