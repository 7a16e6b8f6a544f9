package dev.annals.torture.campaign;

import dev.annals.torture.round.Deck;
import dev.annals.torture.round.Scratch;
import dev.annals.torture.server.PostgresServer;
import dev.annals.torture.writer.WriterOptions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** One campaign: load, kills, and at the end the judgement. */
final class Campaign {

  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration AIM_MAX = Duration.ofMillis(400);
  private static final Duration DOWN_MAX = Duration.ofMillis(800);

  /** Longer than a recovery and all waits of the log together. */
  private static final Duration STANDSTILL_MAX = Duration.ofMinutes(3);

  private static final long FREE_MIB_MIN = 2_048;

  private final String mainClass;
  private final CampaignOptions options;
  private final Scratch scratch;
  private final Random random;
  private final Deck<Kill> deck;
  private final ProgressLine progress;
  private final Map<Kill, Integer> kills = new EnumMap<>(Kill.class);
  private final long begunNanos = System.nanoTime();

  Campaign(String mainClass, CampaignOptions options, Scratch scratch) {
    this.mainClass = mainClass;
    this.options = options;
    this.scratch = scratch;
    this.random = new Random(options.seed());
    this.deck = new Deck<>(Kill.values(), random);
    this.progress = new ProgressLine(options);
  }

  Report run() throws IOException, InterruptedException, SQLException {
    try (var server = PostgresServer.create(scratch.path())) {
      var stop = new Thread(server::close);
      Runtime.getRuntime().addShutdownHook(stop);
      LogDatabase.create(server);
      var mischief = load(server);
      crash(server);
      progress.say("reading the log and checking every answer");
      var verdict = Verdict.of(server, scratch.histories());
      Runtime.getRuntime().removeShutdownHook(stop);
      return new Report(options, elapsed(), kills, mischief, verdict);
    }
  }

  /** Under its end, too, nothing acknowledged may be lost. */
  private void crash(PostgresServer server) throws InterruptedException {
    server.killAll();
    kills.merge(Kill.SERVER, 1, Integer::sum);
    server.start();
  }

  private Map<Mischief.Kind, Long> load(PostgresServer server)
      throws IOException, InterruptedException, SQLException {
    var writerOptions =
        WriterOptions.of(
            server.url(LogDatabase.NAME),
            LogDatabase.WRITER,
            LogDatabase.SCHEMA,
            scratch.histories(),
            options.threads());
    try (var writers = new Writers(mainClass, writerOptions, random.nextLong())) {
      for (var i = 0; i < options.processes(); i++) {
        writers.start();
      }
      var mischief = new Mischief(server, writers, random.nextLong());
      try (mischief) {
        endure(server, writers);
      }
      writers.end();
      return mischief.counts();
    }
  }

  private void endure(PostgresServer server, Writers writers)
      throws IOException, InterruptedException {
    for (var round = 1; round <= options.rounds(); round++) {
      if (!await(writers, options.appends() * round / options.rounds())) {
        return;
      }
      LockSupport.parkNanos(random.nextLong(AIM_MAX.toNanos()));
      var kill = deck.draw();
      inflict(kill, server, writers);
      kills.merge(kill, 1, Integer::sum);
      progress.say(round, writers.decided(), kill);
    }
  }

  /** Lets the load run until so many appends were decided, unless time or space run out before. */
  private boolean await(Writers writers, long appends) throws IOException {
    var decided = writers.decided();
    var changedNanos = System.nanoTime();
    while (decided < appends) {
      LockSupport.parkNanos(LOOK.toNanos());
      writers.requireRunning();
      var now = writers.decided();
      if (now != decided) {
        changedNanos = System.nanoTime();
        decided = now;
      }
      if (System.nanoTime() - changedNanos > STANDSTILL_MAX.toNanos()) {
        throw new CampaignFailed("no append was decided for " + STANDSTILL_MAX);
      }
      if (!hasTimeAndSpace()) {
        return false;
      }
    }
    return true;
  }

  private boolean hasTimeAndSpace() throws IOException {
    if (elapsed().compareTo(options.timeMax()) > 0) {
      progress.say("stopping early, after --minutes-max");
      return false;
    }
    if (scratch.freeMib() < FREE_MIB_MIN) {
      progress.say("stopping early, as less than %d MiB are free".formatted(FREE_MIB_MIN));
      return false;
    }
    return true;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begunNanos);
  }

  private void inflict(Kill kill, PostgresServer server, Writers writers)
      throws IOException, InterruptedException {
    switch (kill) {
      case WRITER -> {}
      case SERVER, SERVER_AND_WRITER -> server.killAll();
      case POSTMASTER -> server.killPostmaster();
      case BACKEND -> server.killOneOf(CampaignSql.FIND_A_BACKEND);
    }
    if (kill.isOfWriter()) {
      writers.replace(writers.any(random));
    }
    if (kill != Kill.WRITER && kill != Kill.BACKEND) {
      LockSupport.parkNanos(random.nextLong(DOWN_MAX.toNanos()));
      server.start();
    }
  }
}
