package dev.annals.torture.seal;

import dev.annals.torture.round.Deck;
import dev.annals.torture.round.Patience;
import dev.annals.torture.round.Scratch;
import dev.annals.torture.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** One campaign: events, kills, and at the end the judgement. */
final class SealCampaign {

  private static final Duration AIM_MAX = Duration.ofMillis(30);
  private static final Duration DOWN_MAX = Duration.ofMillis(500);
  private static final Duration STANDSTILL_MAX = Duration.ofMinutes(2);

  /** Checkpoints that a round lets pass, at most. */
  private static final int SEEN_MAX = 20;

  private final SealOptions options;
  private final Scratch scratch;
  private final PostgresServer server;
  private final Random random;
  private final Deck<Kill> deck;
  private final Notes notes = new Notes();
  private final Map<Kill, Integer> kills = new EnumMap<>(Kill.class);
  private final List<Duration> pauses = new ArrayList<>();
  private final long begunNanos = System.nanoTime();

  SealCampaign(SealOptions options, Scratch scratch, PostgresServer server) {
    this.options = options;
    this.scratch = scratch;
    this.server = server;
    this.random = new Random(options.seed());
    this.deck = new Deck<>(Kill.values(), random);
  }

  /** What is killed in a round, always with SIGKILL. */
  enum Kill {
    SEALER,
    ALL_SEALERS,
    SERVER,
    SERVER_AND_SEALERS,
    BACKEND
  }

  SealReport run() throws IOException, InterruptedException, SQLException {
    var database = SealDatabase.create(server);
    var keyFile = scratch.path().resolve("seal.key");
    try (var log = database.open();
        var sealed = database.sealed();
        var sealers = new Sealers(database.sealer(), keyFile, scratch.histories());
        var auditor = new Auditor(sealed, last(keyFile), notes)) {
      auditor.start();
      try (var appender = new Appender(log, options.rate())) {
        appender.start();
        refill(sealers);
        while (sealers.killedSealing() < options.kills() && hasTime()) {
          endure(sealers, auditor);
          appender.requireRunning();
        }
      }
      var killed = sealers.killed();
      var killedSealing = sealers.killedSealing();
      var head = log.head().value();
      awaitSealed(auditor, head);
      auditor.end();
      sealers.killAll();
      read(sealers);
      say("comparing %,d checkpoints with the log".formatted(notes.roots().size()));
      var verdict = SealVerdict.of(sealed, notes, keyFile, head);
      return new SealReport(options, elapsed(), kills, killed, killedSealing, pauses, verdict);
    }
  }

  private static Path last(Path keyFile) {
    return keyFile.resolveSibling(keyFile.getFileName() + ".last");
  }

  private void refill(Sealers sealers) throws IOException {
    while (sealers.count() < options.sealers()) {
      sealers.start();
    }
  }

  /** A kill while somebody seals, and what comes after it. */
  private void endure(Sealers sealers, Auditor auditor) throws IOException, InterruptedException {
    awaitSealed(auditor, auditor.size() + 1);
    sealers.requireRunning();
    var checkpoints = notes.roots().size() + random.nextInt(SEEN_MAX);
    if (!Patience.until(STANDSTILL_MAX, () -> notes.roots().size() >= checkpoints)) {
      throw new SealFailed("nothing was sealed for " + STANDSTILL_MAX);
    }
    LockSupport.parkNanos(random.nextLong(AIM_MAX.toNanos()));
    var kill = deck.draw();
    inflict(kill, sealers, auditor);
    kills.merge(kill, 1, Integer::sum);
    var size = auditor.size();
    var killedNanos = System.nanoTime();
    awaitSealed(auditor, size + 1);
    pauses.add(Duration.ofNanos(System.nanoTime() - killedNanos));
    say(
        "%d of %d killed while they sealed (%s); sealed again after %d ms, up to %,d"
            .formatted(
                sealers.killedSealing(),
                options.kills(),
                SealReport.name(kill),
                pauses.getLast().toMillis(),
                auditor.size()));
  }

  private void inflict(Kill kill, Sealers sealers, Auditor auditor)
      throws IOException, InterruptedException {
    switch (kill) {
      case SEALER -> sealers.killAny(random);
      case ALL_SEALERS -> sealers.killAll();
      case SERVER -> server.killAll();
      case SERVER_AND_SEALERS -> {
        server.killAll();
        sealers.killAll();
      }
      case BACKEND -> server.killOneOf(SealCampaignSql.FIND_A_SEALING_BACKEND);
    }
    // Before another one signs, and replaces it.
    auditor.lookAtSigned();
    if (kill == Kill.SERVER || kill == Kill.SERVER_AND_SEALERS) {
      LockSupport.parkNanos(random.nextLong(DOWN_MAX.toNanos()));
      server.start();
    }
    refill(sealers);
  }

  private void awaitSealed(Auditor auditor, long size) throws InterruptedException {
    var sealed =
        Patience.until(
            STANDSTILL_MAX,
            () -> {
              auditor.requireRunning();
              return auditor.size() >= size;
            });
    if (!sealed) {
      throw new SealFailed(
          "only %d of %d events were sealed within %s"
              .formatted(auditor.size(), size, STANDSTILL_MAX));
    }
  }

  private void read(Sealers sealers) throws IOException {
    for (var record : sealers.records()) {
      if (Files.exists(record)) {
        RecordedSeals.read(record).forEach(notes::add);
      }
    }
  }

  private boolean hasTime() {
    return elapsed().compareTo(options.timeMax()) < 0;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begunNanos);
  }

  private static void say(String what) {
    System.err.println("torture: " + what);
  }
}
