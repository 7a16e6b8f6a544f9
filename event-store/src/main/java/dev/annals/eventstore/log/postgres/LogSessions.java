package dev.annals.eventstore.log.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections whose search path is one log and whose settings its statements rely on. */
public final class LogSessions {

  private static final int CONNECT_TIMEOUT_SECONDS = 5;
  private static final int SOCKET_TIMEOUT_SECONDS = 60;

  /**
   * Every lookup is by index and by few keys, but the planner cannot know that of an array
   * parameter: without these it may plan a hash join over the whole log. What is planned while the
   * log is empty, when a scan costs nothing, stays planned when it has grown.
   */
  private static final String PLANNER =
      " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off"
          + " -c enable_mergejoin=off -c jit=off";

  /** Each statement must see what was committed before it, whatever the server's default is. */
  private static final String ISOLATION = " -c default_transaction_isolation=read\\ committed";

  private final LogConnection log;

  /** Of this log. Nothing is opened yet. */
  public LogSessions(LogConnection log) {
    this.log = log;
  }

  LogConnection log() {
    return log;
  }

  /** For appends: acknowledged means on disk, whatever the server's default says. */
  Connection openWriter() throws SQLException {
    return dataSource("writer", PLANNER + " -c synchronous_commit=on -c statement_timeout=30s")
        .getConnection();
  }

  /** For work that is found again if the last of it is lost. */
  Connection openBackground() throws SQLException {
    return dataSource("background", PLANNER + " -c synchronous_commit=off -c statement_timeout=60s")
        .getConnection();
  }

  /** For sealing: what is signed is on disk. A range of the log may take a while to come. */
  public Connection openSealer() throws SQLException {
    return dataSource("sealer", PLANNER + " -c synchronous_commit=on -c statement_timeout=60s")
        .getConnection();
  }

  /** For restoring a log, which nobody uses meanwhile: a statement may write much, or nothing. */
  public Connection openRestorer() throws SQLException {
    return dataSource(
            "restorer",
            PLANNER
                + " -c synchronous_commit=on -c statement_timeout=10min -c lock_timeout=5s"
                + " -c idle_in_transaction_session_timeout=0")
        .getConnection();
  }

  /** For going over the whole log once, in one statement. Writes nothing. */
  public Connection openVerifier() throws SQLException {
    return dataSource("verifier", PLANNER + " -c default_transaction_read_only=on").getConnection();
  }

  Connection openFollower() throws SQLException {
    return dataSource("follower", PLANNER + " -c statement_timeout=30s").getConnection();
  }

  /** For reads; each connection taken from it is a new one. */
  public PGSimpleDataSource readers() {
    return dataSource(
        "reader", PLANNER + " -c statement_timeout=30s -c default_transaction_read_only=on");
  }

  private PGSimpleDataSource dataSource(String role, String options) {
    var dataSource = new PGSimpleDataSource();
    dataSource.setURL(log.url());
    dataSource.setUser(log.user());
    dataSource.setPassword(log.password());
    dataSource.setApplicationName("annals-%s-%s".formatted(log.schema(), role));
    dataSource.setOptions("-c search_path=" + log.schema() + ISOLATION + options);
    dataSource.setPrepareThreshold(1);
    dataSource.setBinaryTransferEnable(BinaryArray.TYPES);
    dataSource.setTcpKeepAlive(true);
    dataSource.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
    dataSource.setSocketTimeout(SOCKET_TIMEOUT_SECONDS);
    return dataSource;
  }
}
