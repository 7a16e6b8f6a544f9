package dev.annals.benchmarks.workload;

import static dev.annals.benchmarks.measure.Figure.OPERATIONS_PER_SECOND;

import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Rounds;
import dev.annals.benchmarks.measure.Run;
import dev.annals.benchmarks.peer.PeerAnswer;
import dev.annals.benchmarks.peer.PeerProcess;
import dev.annals.benchmarks.peer.PeerRequest;
import dev.annals.benchmarks.peer.WriterProcess;
import dev.annals.benchmarks.report.Claim;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.HistoryCheck;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.PostgresEventReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/** Two processes that append to one log, against one. */
public final class TwoWriters implements Workload {

  private static final int CALLERS = 64;
  private static final String ONE = "one process";
  private static final String TWO = "two processes";
  private static final String TWICE = "two processes, twice the callers";

  @Override
  public String name() {
    return "two-writers";
  }

  @Override
  public Section run(Arena arena) {
    try (var one = Writers.start(ONE, arena.server().database("one_writer"), 1, CALLERS);
        var two = Writers.start(TWO, arena.server().database("two_writers"), 2, CALLERS / 2);
        var twice =
            Writers.start(TWICE, arena.server().database("twice_the_callers"), 2, CALLERS)) {
      return section(Rounds.play(List.of(one, two, twice), arena.pace()));
    }
  }

  private static Section section(Rounds rounds) {
    var comparison = new Comparison(rounds, OPERATIONS_PER_SECOND, "appends/s", ONE);
    return new Section(
        "two-writers",
        "Two writers of one log",
        """
        Conditional appends as in the first workload, from %d callers: all in one process, half of them in each of two
        processes that write to the same log, or as many in each of the two. The processes are Java virtual machines of their own, and the load runs
        within them. The whole history of each run is checked, over both processes: no gap, nothing lost, no append
        accepted that should have been refused. The latencies of two are the worse of both processes."""
            .formatted(CALLERS),
        List.of(
            Claim.atLeast(
                "Two writer processes against one alone",
                70,
                "%",
                rounds.ratio(TWO, ONE, OPERATIONS_PER_SECOND).percent())),
        List.of(comparison.table("Conditional appends, all processes together")),
        List.of(comparison.chart("two-writers", "Appends per second, all processes together")),
        List.of());
  }

  /** Some processes on a log of their own, and an eye on what they write. */
  private record Writers(
      String name, EventReader observer, List<PeerProcess> processes, int callersOfEach)
      implements Contestant {

    static Writers start(String name, Database database, int processes, int callersOfEach) {
      AnnalsStore.create(database).close();
      return new Writers(
          name,
          PostgresEventReader.open(database.log(), LogLimits.defaults()),
          IntStream.range(0, processes)
              .mapToObj(i -> WriterProcess.start("process-" + i, database))
              .toList(),
          callersOfEach);
    }

    @Override
    public Run run(Duration time) {
      var before = observer.head().value();
      var request = new PeerRequest(callersOfEach, time.toMillis());
      processes.forEach(process -> process.ask(request));
      var answers = processes.stream().map(PeerProcess::answer).toList();
      check(before, answers);
      return answers.stream().map(PeerAnswer::run).reduce(Writers::together).orElseThrow();
    }

    private void check(long before, List<PeerAnswer> answers) {
      var check = new HistoryCheck(name, before);
      AnnalsStore.read(observer, before, check);
      var acknowledged = new HashMap<String, Long>();
      answers.forEach(answer -> acknowledged.putAll(answer.acknowledged()));
      check.requireExactly(acknowledged);
    }

    private static Run together(Run one, Run other) {
      return new Run(
          one.operations() + other.operations(),
          one.refused() + other.refused(),
          one.events() + other.events(),
          Math.max(one.seconds(), other.seconds()),
          Math.max(one.p50Millis(), other.p50Millis()),
          Math.max(one.p99Millis(), other.p99Millis()));
    }

    @Override
    public void close() {
      processes.forEach(PeerProcess::close);
      observer.close();
    }
  }
}
