package dev.annals.torture.reads;

import dev.annals.eventstore.log.EventReader;
import dev.annals.torture.round.Patience;
import dev.annals.torture.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/** One campaign: events, kills, and at the end the judgement. */
final class ReadsCampaign {

  private static final Duration AIM_MAX = Duration.ofSeconds(2);
  private static final Duration STANDSTILL_MAX = Duration.ofMinutes(2);
  private static final int ALL_ONE_IN = 5;
  private static final String REPLAYS = "/v1/audit/replays";

  private final ReadsOptions options;
  private final Path scratch;
  private final PostgresServer server;
  private final Random random;
  private final List<Duration> takeovers = new ArrayList<>();
  private final long begunNanos = System.nanoTime();
  private int kills;

  ReadsCampaign(ReadsOptions options, Path scratch, PostgresServer server) {
    this.options = options;
    this.scratch = scratch;
    this.server = server;
    this.random = new Random(options.seed());
  }

  ReadsReport run() throws IOException, InterruptedException, SQLException {
    var databases = ReadsDatabases.create(server);
    try (var log = databases.open();
        var instances = new QueryInstances(databases, scratch)) {
      var rounds = 0;
      try (var writer = new PaymentWriter(log, new Payments(random.nextLong()), options.rate())) {
        writer.start();
        for (var i = 0; i < options.instances(); i++) {
          instances.start();
        }
        while (rounds < options.rounds() && hasTime()) {
          rounds++;
          endure(rounds, log, databases, instances);
          writer.requireRunning();
        }
      }
      awaitViews(log, databases);
      say("comparing every view with its replay, and every delivery with the log");
      var verdict = ReadsVerdict.of(log, databases, instances.first().client());
      return new ReadsReport(options, elapsed(), rounds, kills, takeovers, verdict);
    }
  }

  private void endure(
      int round, EventReader log, ReadsDatabases databases, QueryInstances instances)
      throws IOException, InterruptedException, SQLException {
    LockSupport.parkNanos(random.nextLong(AIM_MAX.toNanos()));
    instances.requireRunning();
    if (round % ALL_ONE_IN == 0) {
      instances.killAll();
      kills += options.instances();
      say("round %d of %d: killed all".formatted(round, options.rounds()));
      for (var i = 0; i < options.instances(); i++) {
        instances.start();
      }
      return;
    }
    var victim = instances.any(random);
    // It dies in the middle of this one, which somebody else has to clean up.
    beginReplay(victim);
    killOne(round, victim, log, databases, instances);
    instances.start();
  }

  private static void beginReplay(QueryInstance victim) throws IOException, InterruptedException {
    var wish = JsonMapper.shared().createObjectNode();
    wish.put("projection", "payments.account").put("keepFor", "PT5S");
    var begun = victim.client().post(REPLAYS, wish);
    // The others may have as many as there may be.
    if (begun.status() != 202 && begun.status() != 503) {
      throw new ReadsFailed("no replay was begun: " + begun);
    }
  }

  private void killOne(
      int round,
      QueryInstance victim,
      EventReader log,
      ReadsDatabases databases,
      QueryInstances instances)
      throws InterruptedException, SQLException {
    var segments = new SegmentWatch(databases);
    var held = segments.heldBy(victim.name());
    instances.kill(victim);
    kills++;
    var killedNanos = System.nanoTime();
    var head = log.head();
    if (!Patience.until(STANDSTILL_MAX, () -> segments.areServed(victim.name(), head))) {
      throw new ReadsFailed("nobody took over within " + STANDSTILL_MAX);
    }
    var took = Duration.ofNanos(System.nanoTime() - killedNanos);
    if (held > 0) {
      takeovers.add(took);
    }
    say(
        "round %d of %d: killed one that held %d segments; all at position %s after %d ms"
            .formatted(round, options.rounds(), held, head, took.toMillis()));
  }

  private void awaitViews(EventReader log, ReadsDatabases databases) throws InterruptedException {
    var segments = new SegmentWatch(databases);
    var head = log.head();
    if (!Patience.until(STANDSTILL_MAX, () -> segments.areServed("", head))) {
      throw new ReadsFailed("the views do not come to position " + head);
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
