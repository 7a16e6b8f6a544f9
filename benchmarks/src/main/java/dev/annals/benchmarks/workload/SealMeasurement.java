package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Callers;
import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.PacedCalls;
import dev.annals.benchmarks.measure.Rounds;
import dev.annals.benchmarks.measure.Run;
import dev.annals.benchmarks.measure.Spread;
import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.service.Compilers;
import dev.annals.benchmarks.service.ProofClients;
import dev.annals.benchmarks.service.ServiceProcess;
import dev.annals.benchmarks.service.VerifierProcess;
import dev.annals.benchmarks.service.VerifierProcess.Verified;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.IndexState;
import dev.annals.benchmarks.store.LogSealer;
import dev.annals.benchmarks.store.SampleEvents;
import dev.annals.eventstore.audit.archive.LogArchive;
import dev.annals.eventstore.audit.archive.LogRestore;
import dev.annals.eventstore.audit.export.ArchiveDirectory;
import dev.annals.eventstore.audit.export.LogExport;
import dev.annals.eventstore.audit.postgres.PostgresRestore;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import dev.annals.eventstore.log.postgres.LogSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Measures a log from its filling over its seals to its restoration. For one thread, once. */
final class SealMeasurement {

  private static final int PROOFS_PER_SECOND = 200;
  static final List<Integer> PROOF_CALLERS = List.of(1, 4);

  /** One second or two of a steady pace say little. */
  private static final int STEADY_RUNS = 5;

  /** Verifying more takes minutes, and is done once. */
  private static final long REPEATED_EVENTS_MAX = 2_000_000;

  private static final String HEAP = "512m";

  private final Arena arena;
  private final Path files;
  private final Database database;
  private final LogSealer sealer;
  private final long events;
  private final List<Double> memory = new ArrayList<>();

  private SealMeasurement(Arena arena, Path files) {
    this.arena = arena;
    this.files = files;
    this.database = arena.server().database("seal");
    this.sealer = new LogSealer(database, files.resolve("seal.key"));
    this.events = arena.scale().sealEvents();
  }

  static SealFigures of(Arena arena) {
    var files = arena.files().resolve("seal");
    try {
      delete(files);
      Files.createDirectories(files);
      var figures = new SealMeasurement(arena, files).measure();
      delete(files);
      return figures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (var all = Files.walk(directory)) {
        for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private SealFigures measure() throws IOException {
    var lags = new ArrayList<Double>();
    var appends = appends(lags);
    var appended = Spread.of(List.of(fill()));
    arena.server().settle();
    var sealed = seal();
    var restarts = restarts();
    arena.server().vacuum(database);
    var proofs = new ArrayList<Long>();
    var proven = prove(proofs);
    var inDatabase = verify(() -> VerifierProcess.database(database.log(), keys()));
    var export = files.resolve("export");
    var exported = pace(() -> export(export));
    var inExport = verify(() -> VerifierProcess.export(export, keys()));
    delete(export);
    var archive = new ArchiveDirectory(files.resolve("archive"));
    var archived = pace(() -> archive(archive));
    var inArchive = verify(() -> VerifierProcess.archive(archive.path(), keys()));
    var bytes = sizeOf(archive.path());
    arena.server().drop(database);
    var restored = pace(() -> restore(archive));
    var paces =
        new SealFigures.Paces(
            appended, sealed, inDatabase, exported, inExport, archived, inArchive, restored);
    return new SealFigures(
        events,
        paces,
        Spread.of(memory),
        bytes,
        appends,
        Spread.of(lags),
        proven,
        proofs.get(0),
        proofs.get(1),
        proofs.get(2),
        proofsPerSecond(),
        restarts);
  }

  private int proofsPerSecond() {
    return arena.sized(PROOFS_PER_SECOND);
  }

  private Path keys() {
    return sealer.publicKeys();
  }

  /** Two logs that grow alike, one with a sealer. */
  private Rounds appends(List<Double> lags) {
    var with = arena.server().database("with_sealer");
    var without = arena.server().database("without_sealer");
    try (var sealed = contestant(SealedLogs.WITH, with, lags);
        var bare = contestant(SealedLogs.WITHOUT, without, lags)) {
      return Rounds.play(List.of(sealed, bare), arena.pace());
    } finally {
      arena.server().drop(with);
      arena.server().drop(without);
    }
  }

  private SealedAppends contestant(String name, Database own, List<Double> lags) {
    var appends =
        new ConditionalAppends(AnnalsStore.create(own), SealedLogs.APPENDERS, SealedLogs.ENTITIES);
    var beside =
        name.equals(SealedLogs.WITH) ? new LogSealer(own, files.resolve("beside.key")) : null;
    return new SealedAppends(name, appends, beside, lags);
  }

  /** Events per second, in batches of a thousand, as fast as the log takes them. */
  private double fill() {
    try (var annals = AnnalsStore.create(database);
        var index = IndexState.of(database)) {
      var begun = System.nanoTime();
      RestartedLog.append(annals.log(), events);
      var pace = events / seconds(begun);
      index.await(annals.head());
      return pace;
    }
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  /** Of each of as many parts of the log as there are rounds. */
  private Spread seal() {
    var paces = new ArrayList<Double>();
    var rounds = arena.pace().rounds();
    try (var sealing = sealer.start()) {
      var before = 0L;
      for (var part = 1; part <= rounds; part++) {
        var begun = System.nanoTime();
        var until = Math.max(events * part / rounds, before + 1);
        LogSealer.await(sealing, status -> status.size() >= Math.min(until, events));
        var size = sealing.status().size();
        if (size > before) {
          paces.add((size - before) / seconds(begun));
        }
        before = size;
      }
    }
    return Spread.of(paces);
  }

  /** Until a sealer that is started has sealed an event that it finds. */
  private Spread restarts() {
    var millis = new ArrayList<Double>();
    try (var annals = AnnalsStore.open(database)) {
      for (var round = 0; round < arena.pace().rounds(); round++) {
        var head = annals.append(new SampleEvents(round).plain(1));
        var begun = System.nanoTime();
        try (var sealing = sealer.start()) {
          LogSealer.await(sealing, status -> status.size() >= head);
          millis.add(seconds(begun) * 1e3);
        }
      }
    }
    return Spread.of(millis);
  }

  private Rounds prove(List<Long> largest) throws IOException {
    var views = arena.server().database("seal_views");
    try (var service =
            ServiceProcess.query(database, arena.server().reader(database), views, HEAP);
        var clients = new ProofClients(service.address(), events)) {
      clients.awaitViews();
      var contestants = new ArrayList<Contestant>();
      contestants.add(new SteadyProofs(proofsPerSecond(), clients));
      PROOF_CALLERS.forEach(callers -> contestants.add(new Proofs(callers, clients)));
      WarmUp.until(
          Compilers.of(service.pid()),
          arena.pace(),
          () -> contestants.forEach(contestant -> contestant.run(arena.pace().run())));
      clients.triedAgain();
      var rounds = Rounds.play(contestants, arena.pace());
      service.stop();
      largest.add(clients.bytesMax());
      largest.add(clients.hashesMax());
      largest.add(clients.triedAgain());
      return rounds;
    } finally {
      arena.server().drop(views);
    }
  }

  /** Auditors that each wait for one proof before they ask for the next. */
  private record Proofs(int callers, ProofClients clients) implements Contestant {

    @Override
    public String name() {
      return SealedLogs.proofs(callers);
    }

    @Override
    public Run run(Duration time) {
      return Callers.work(callers, time, _ -> clients.prove());
    }
  }

  /** Auditors that ask at a steady pace, whether they have their answers or not. */
  private record SteadyProofs(int perSecond, ProofClients clients) implements Contestant {

    @Override
    public String name() {
      return SealedLogs.STEADY;
    }

    @Override
    public Run run(Duration time) {
      var whole = time.multipliedBy(STEADY_RUNS);
      var nanos = PacedCalls.run(perSecond, whole, clients::prove);
      var proofs = nanos.getTotalCount();
      return new Run(
          proofs, 0, proofs, whole.toNanos() / 1e9, millis(nanos, 50), millis(nanos, 99));
    }

    private static double millis(Histogram nanos, double percentile) {
      return nanos.getValueAtPercentile(percentile) / 1e6;
    }
  }

  private Spread verify(Supplier<Verified> verification) {
    var paces = new ArrayList<Double>();
    var rounds = events > REPEATED_EVENTS_MAX ? 1 : arena.pace().rounds();
    for (var round = 0; round < rounds; round++) {
      var verified = verification.get();
      paces.add(verified.eventsPerSecond());
      memory.add(verified.peakMib());
    }
    return Spread.of(paces);
  }

  private Spread pace(Runnable work) {
    var begun = System.nanoTime();
    work.run();
    return Spread.of(List.of(events / seconds(begun)));
  }

  private void export(Path to) {
    try (var log = sealer.open()) {
      LogExport.write(log, 1, Long.MAX_VALUE, to, _ -> {});
    }
  }

  private void archive(ArchiveDirectory to) {
    try (var log = sealer.open()) {
      LogArchive.add(log, sealer.keys(), 0, Long.MAX_VALUE, to, _ -> {});
    }
  }

  private void restore(ArchiveDirectory from) {
    var restored = arena.server().database("restored");
    LogSchema.migrate(restored.log());
    try (var session = PostgresRestore.open(restored.log())) {
      var verdict = LogRestore.restore(from, sealer.keys(), 0, true, session, _ -> {});
      if (!(verdict instanceof Intact)) {
        throw new IllegalStateException("Not restored: " + verdict);
      }
    }
    arena.server().drop(restored);
  }

  private static long sizeOf(Path directory) throws IOException {
    try (var all = Files.list(directory)) {
      var bytes = 0L;
      for (var file : all.toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }
}
