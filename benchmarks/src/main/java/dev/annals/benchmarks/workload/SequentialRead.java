package dev.annals.benchmarks.workload;

import static dev.annals.benchmarks.measure.Figure.EVENTS_PER_SECOND;
import static dev.annals.benchmarks.store.AppendLoad.MANY_ENTITIES;

import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Loop;
import dev.annals.benchmarks.measure.Rounds;
import dev.annals.benchmarks.report.Figures;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.report.Table;
import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.CopyReader;
import dev.annals.benchmarks.store.SampleEvents;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.PostgresEventReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Reading the log from one end to the other, as a rebuilt view does. */
public final class SequentialRead implements Workload {

  private static final int PAGE = EventReader.READ_MAX;
  private static final int PAGES = 20;
  private static final String OURS = "Annals";
  private static final String COPY = "COPY";

  @Override
  public String name() {
    return "read";
  }

  @Override
  public Section run(Arena arena) {
    var database = arena.server().database("annals");
    try (var annals = AnnalsStore.create(database)) {
      var events = new SampleEvents(0);
      for (var i = 0; i < PAGE * arena.sized(PAGES) / EventLog.APPEND_EVENTS_MAX; i++) {
        annals.append(events.batch(EventLog.APPEND_EVENTS_MAX, MANY_ENTITIES));
      }
    }
    arena.server().settle();
    return measure(arena, database);
  }

  private static Section measure(Arena arena, Database database) {
    try (var reader = PostgresEventReader.open(database.log(), LogLimits.defaults());
        var copy = CopyReader.open(database)) {
      var rounds =
          Rounds.play(
              List.of(
                  paging(COPY, arena.sized(PAGES), after -> copy.read(after, PAGE)),
                  paging(OURS, arena.sized(PAGES), after -> page(reader, after))),
              arena.pace());
      var rowBytes = rowBytes(copy);
      return section(rounds, rowBytes);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("Cannot read by COPY", e);
    }
  }

  private static Contestant paging(String name, int pages, Page page) {
    var after = new AtomicLong();
    return new Loop(
        name,
        1,
        caller -> {
          var read = page.read(after.get());
          if (read != PAGE) {
            throw new IllegalStateException("A page of %d events".formatted(read));
          }
          after.set((after.get() + PAGE) % ((long) PAGE * pages));
          return read;
        },
        run -> {});
  }

  private static int page(EventReader reader, long after) {
    var events = reader.read(EventQuery.all(), SequencePosition.of(after), PAGE);
    var last = events.getLast().position().value();
    return last == after + PAGE ? events.size() : -1;
  }

  private static double rowBytes(CopyReader copy) throws SQLException, IOException {
    var before = copy.bytes();
    var rows = copy.read(0, PAGE);
    return (double) (copy.bytes() - before) / rows;
  }

  private static Section section(Rounds rounds, double rowBytes) {
    var table = Table.of("Reading in pages", "", "events/s", "MB/s", "ratio");
    for (var name : rounds.names()) {
      var speed = rounds.spread(name, EVENTS_PER_SECOND);
      table.row(
          name,
          Figures.of(speed),
          Figures.of(speed.times(rowBytes / 1e6)),
          name.equals(COPY) ? "1" : Figures.of(rounds.ratio(name, COPY, EVENTS_PER_SECOND)));
    }
    return new Section(
        "read",
        "Sequential read",
        """
        One reader pages through a log of %,d events, %,d at a time, and gets them as objects, in order. *COPY* is what the
        server and the wire can do: the same rows as text, thrown away on arrival. A row has %s bytes there, by which MB/s
        is counted for both."""
            .formatted(PAGE * PAGES, PAGE, Figures.of(rowBytes)),
        List.of(),
        List.of(table.build()),
        List.of(Comparison.chart("read", "Sequential read", rounds, EVENTS_PER_SECOND, "events/s")),
        List.of());
  }

  /** Reads a page and tells how many events it had. */
  private interface Page {
    int read(long after) throws Exception;
  }
}
