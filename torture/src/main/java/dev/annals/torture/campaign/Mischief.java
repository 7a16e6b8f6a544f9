package dev.annals.torture.campaign;

import dev.annals.torture.round.Deck;
import dev.annals.torture.server.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes wrong all the time between the kills. */
final class Mischief implements AutoCloseable {

  /** The kinds of it. */
  enum Kind {
    /** pg_terminate_backend of a connection of the log. */
    CONNECTION_CUT,
    /** A transaction with an id of its own, open for a while in the log's database. */
    IDLE_TRANSACTION,
    /** The same in another database of the server. */
    IDLE_TRANSACTION_ELSEWHERE,
    /** A transaction that appends to another table and is rolled back. */
    ROLLBACK,
    /** A writer stopped in the middle of anything, for longer than others wait for it. */
    WRITER_FROZEN
  }

  private static final Logger LOG = LoggerFactory.getLogger(Mischief.class);
  private static final Duration PAUSE_MAX = Duration.ofMillis(300);
  private static final Duration IDLE_MAX = Duration.ofSeconds(2);
  private static final Duration FROZEN_MAX = Duration.ofSeconds(2);
  private static final Duration END_MAX = Duration.ofSeconds(30);

  private final PostgresServer server;
  private final Writers writers;
  private final Random random;
  private final Deck<Kind> deck;
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final Thread thread;
  private volatile boolean ended;

  Mischief(PostgresServer server, Writers writers, long seed) {
    this.server = server;
    this.writers = writers;
    this.random = new Random(seed);
    this.deck = new Deck<>(Kind.values(), random);
    this.thread = Thread.ofPlatform().name("mischief").daemon().start(this::run);
  }

  private void run() {
    while (!ended) {
      var kind = deck.draw();
      try {
        if (make(kind)) {
          counts.merge(kind, 1L, Long::sum);
        }
      } catch (SQLException e) {
        LOG.debug("No {} while the server is down", kind, e);
      } catch (IOException e) {
        LOG.warn("No {}", kind, e);
      } catch (InterruptedException _) {
        return;
      }
      pause(PAUSE_MAX);
    }
  }

  private boolean make(Kind kind) throws SQLException, IOException, InterruptedException {
    return switch (kind) {
      case CONNECTION_CUT -> cutConnection();
      case IDLE_TRANSACTION -> idle(LogDatabase.NAME);
      case IDLE_TRANSACTION_ELSEWHERE -> idle("postgres");
      case ROLLBACK -> rollBack();
      case WRITER_FROZEN -> freezeWriter();
    };
  }

  private boolean cutConnection() throws SQLException {
    try (var connection = server.connect("postgres");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(CampaignSql.CUT_A_CONNECTION)) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private boolean idle(String database) throws SQLException {
    try (var connection = server.connect(database);
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(CampaignSql.TAKE_A_TRANSACTION_ID);
      pause(IDLE_MAX);
      connection.commit();
      return true;
    }
  }

  private boolean rollBack() throws SQLException {
    try (var connection = server.connect(LogDatabase.NAME);
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(CampaignSql.CHANGE_A_STRANGER);
      pause(PAUSE_MAX);
      connection.rollback();
      return true;
    }
  }

  private boolean freezeWriter() throws IOException, InterruptedException {
    var writer = writers.any(random);
    if (!writer.freeze()) {
      return false;
    }
    try {
      pause(FROZEN_MAX);
    } finally {
      writer.thaw();
    }
    return true;
  }

  private void pause(Duration max) {
    LockSupport.parkNanos(random.nextLong(max.toNanos()));
  }

  /** How often there was which kind, once it has ended. */
  Map<Kind, Long> counts() {
    return counts;
  }

  /** Ends it and leaves nothing frozen. */
  @Override
  public void close() {
    ended = true;
    try {
      if (!thread.join(END_MAX)) {
        throw new CampaignFailed("A transaction of the campaign's own hangs");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
