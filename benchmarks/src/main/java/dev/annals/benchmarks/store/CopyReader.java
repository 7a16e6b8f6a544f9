package dev.annals.benchmarks.store;

import dev.annals.benchmarks.server.Database;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** The limit of reading: the same rows as COPY sends them, thrown away on arrival. */
public final class CopyReader implements AutoCloseable {

  private final Connection connection;
  private long bytes;

  private CopyReader(Connection connection) {
    this.connection = connection;
  }

  public static CopyReader open(Database database) throws SQLException {
    var log = database.log();
    return new CopyReader(
        DriverManager.getConnection(
            log.url() + "?currentSchema=" + log.schema(), log.user(), log.password()));
  }

  /** Reads the rows after a position; returns how many came. */
  public int read(long after, int max) throws SQLException, IOException {
    var copy = connection.unwrap(PGConnection.class).getCopyAPI();
    var sql = BaselineSql.COPY_PAGE.formatted(after, after + max);
    return (int) copy.copyOut(sql, new Counter());
  }

  /** All bytes that ever came. */
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Counts and forgets. */
  private final class Counter extends OutputStream {

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes += length;
    }
  }
}
