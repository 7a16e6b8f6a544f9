package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Spread;
import dev.annals.benchmarks.report.Claim;
import dev.annals.benchmarks.report.Figures;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.report.Table;
import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.service.AnswerCounts;
import dev.annals.benchmarks.service.HttpCallers;
import dev.annals.benchmarks.service.ProcessMemory;
import dev.annals.benchmarks.service.ServiceProcess;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.Payments;
import dev.annals.contracts.payments.AccountId;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.PostgresEventReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** The command service under more commands than it can take, over HTTP. */
public final class Overload implements Workload {

  private static final int CALLERS = 256;
  private static final int REQUESTS_PER_CALLER = 8;
  private static final int ACCOUNTS = 500;

  /** The shipped value of the service's own setting annals.commands.under-way-max. */
  private static final int UNDER_WAY_MAX = 512;

  private static final int OTHERS_SHOWN = 10;
  private static final String HEAP = "256m";

  private static final int GENTLE_REQUESTS = 32;
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  /** Until every connection has its buffers. */
  private static final Duration ONSET = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "overload";
  }

  @Override
  public Section run(Arena arena) {
    var server = arena.server();
    var database = server.database("overload");
    var accounts = accounts(database, arena.sized(ACCOUNTS) + 1);
    var user = server.writer(database);
    var time = arena.scale().overload();
    try (var reader = PostgresEventReader.open(database.log(), LogLimits.defaults());
        var service = ServiceProcess.command(database, user, HEAP)) {
      warmUp(service, accounts, reader, time);
      var head = reader.head().value();
      try (var callers =
          HttpCallers.start(
              "overload", service.address(), accounts, CALLERS * REQUESTS_PER_CALLER)) {
        var result = measure(service, callers, time);
        callers.end();
        service.stop();
        callers.verify(reader, head);
        return section(result, callers.counts());
      }
    }
  }

  /** What a service does before it is compiled says nothing about its later days. */
  private static void warmUp(
      ServiceProcess service, List<AccountId> accounts, PostgresEventReader reader, Duration time) {
    var head = reader.head().value();
    try (var callers = HttpCallers.start("warmup", service.address(), accounts, GENTLE_REQUESTS)) {
      LockSupport.parkNanos(Math.min(WARM_UP.toNanos(), time.toNanos()));
      callers.end();
      callers.verify(reader, head);
    }
  }

  private static List<AccountId> accounts(Database database, int count) {
    try (var annals = AnnalsStore.create(database);
        var payments = Payments.on(annals.log())) {
      return payments.accounts(count, 2);
    }
  }

  private static Result measure(ServiceProcess service, HttpCallers callers, Duration time) {
    var counts = callers.counts();
    try (var memory = ProcessMemory.of(service.pid())) {
      LockSupport.parkNanos(Math.min(ONSET.toNanos(), time.toNanos()));
      counts.acceptedNanos();
      counts.rejectedNanos();
      var begun = System.nanoTime();
      var watch = MemoryWatch.during(time, memory);
      return new Result(
          (System.nanoTime() - begun) / 1e9, counts.acceptedNanos(), counts.rejectedNanos(), watch);
    }
  }

  /** What was measured between the warm-up and the end. */
  private record Result(
      double seconds, Histogram acceptedNanos, Histogram rejectedNanos, MemoryWatch memory) {

    double rejectedShare() {
      var accepted = acceptedNanos.getTotalCount();
      var rejected = rejectedNanos.getTotalCount();
      return 100.0 * rejected / Math.max(1, accepted + rejected);
    }
  }

  private static Section section(Result result, AnswerCounts counts) {
    var others = counts.others();
    return new Section(
        "overload",
        "Overload",
        """
        The command service in a process of its own, with its shipped settings and a heap of at most %s, is sent deposits and
        transfers over HTTP by %d callers for %.0f s, after a warm-up by %d gentle ones. Each caller has %d requests under way at
        once, each over a connection of its own, and sends the next as soon as one is answered: it does not heed Retry-After.
        So %,d requests compete for the %,d commands that the service has under way at once. The others are rejected with 503
        and Retry-After; any other answer is counted apart. At the end the log must hold every command that was accepted, and
        nothing else. The heap is measured right after full collections that the measurement asks for, which slow the service
        down; so do the callers, which need as much of the same processors.\
        """
            .formatted(
                HEAP,
                CALLERS,
                result.seconds(),
                GENTLE_REQUESTS,
                REQUESTS_PER_CALLER,
                CALLERS * REQUESTS_PER_CALLER,
                UNDER_WAY_MAX),
        claims(result, others.values().stream().mapToLong(Long::longValue).sum()),
        List.of(answers(result), memory(result.memory())),
        List.of(result.memory().chart("overload", "Memory of the overloaded command service")),
        notes(counts));
  }

  private static List<String> notes(AnswerCounts counts) {
    var notes = new ArrayList<String>();
    notes.add(
        "Of those rejected, %,d in all were told that the log does not answer, not that there is too much."
            .formatted(counts.unavailable()));
    counts.others().entrySet().stream()
        .limit(OTHERS_SHOWN)
        .map(other -> "Answered %d times: `%s`".formatted(other.getValue(), other.getKey()))
        .forEach(notes::add);
    return notes;
  }

  private static List<Claim> claims(Result result, long others) {
    return List.of(
        Claim.atLeast("Overload: rejected", 1, "% of all", only(result.rejectedShare())),
        Claim.atMost(
            "Overload: neither accepted nor 503 with Retry-After",
            0,
            "answers",
            only((double) others)),
        Claim.atMost(
            "Overload: resident memory, last fifth against first",
            1.1,
            "×",
            MemoryWatch.growth(result.memory().resident())),
        Claim.atMost(
            "Overload: live heap, last fifth against first",
            1.1,
            "×",
            MemoryWatch.growth(result.memory().live())));
  }

  private static Spread only(double figure) {
    return Spread.of(List.of(figure));
  }

  private static Table answers(Result result) {
    var table = Table.of("Answers", "", "per second", "p50, ms", "p99, ms", "slowest, ms");
    row(table, "accepted", result.acceptedNanos(), result.seconds());
    row(table, "503, Retry-After", result.rejectedNanos(), result.seconds());
    return table.build();
  }

  private static void row(Table.Builder table, String name, Histogram nanos, double seconds) {
    table.row(
        name,
        Figures.of(nanos.getTotalCount() / seconds),
        Figures.of(nanos.getValueAtPercentile(50) / 1e6),
        Figures.of(nanos.getValueAtPercentile(99) / 1e6),
        Figures.of(nanos.getMaxValue() / 1e6));
  }

  private static Table memory(MemoryWatch memory) {
    return Table.of("Memory, MiB", "", "smallest / middle / largest", "last fifth / first fifth")
        .row(
            "process, resident",
            Figures.of(MemoryWatch.spread(memory.resident())),
            Figures.of(MemoryWatch.growth(memory.resident()).median()))
        .row(
            "heap after a full collection",
            Figures.of(MemoryWatch.spread(memory.live())),
            Figures.of(MemoryWatch.growth(memory.live()).median()))
        .build();
  }
}
