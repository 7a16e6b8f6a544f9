package dev.annals.benchmarks.view;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.ConnectionWrapperFactory;
import org.axonframework.messaging.core.unitofwork.ProcessingLifecycle;
import org.axonframework.messaging.core.unitofwork.transaction.Transaction;
import org.axonframework.messaging.core.unitofwork.transaction.TransactionManager;
import org.jspecify.annotations.Nullable;

/**
 * A connection for each of Axon's transactions, bound to the thread, as Spring has it; there is no
 * Axon extension for Spring at this version.
 */
final class JdbcTransactions implements TransactionManager, ConnectionProvider {

  private static final ConnectionWrapperFactory.ConnectionCloseHandler LEFT_OPEN =
      new ConnectionWrapperFactory.NoOpCloseHandler();

  private final DataSource pool;

  @SuppressWarnings("ThreadLocalUsage") // as many as there are runs, and emptied at each end
  private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

  JdbcTransactions(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public Transaction startTransaction() {
    if (current.get() != null) {
      throw new IllegalStateException("A transaction in a transaction");
    }
    try {
      var connection = pool.getConnection();
      connection.setAutoCommit(false);
      current.set(connection);
      return new Bound(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot begin a transaction", e);
    }
  }

  /** The thread's transaction, for whoever does not close it. */
  Connection inTransaction() {
    var connection = current.get();
    if (connection == null) {
      throw new IllegalStateException("No transaction");
    }
    return connection;
  }

  /** The token store closes what it gets; a transaction must survive that. */
  @Override
  public Connection getConnection() throws SQLException {
    var connection = current.get();
    return connection == null
        ? pool.getConnection()
        : ConnectionWrapperFactory.wrap(connection, LEFT_OPEN);
  }

  @Override
  public void registerHandlers(ProcessingLifecycle lifecycle) {
    attachToProcessingLifecycle(lifecycle);
  }

  @Override
  public boolean requiresSameThreadInvocations() {
    return true;
  }

  /** The transaction of the thread that started it. */
  private final class Bound implements Transaction {

    private final Connection connection;

    Bound(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void commit() {
      end(connection::commit);
    }

    @Override
    public void rollback() {
      end(connection::rollback);
    }

    private void end(Ending ending) {
      current.remove();
      try (connection) {
        ending.run();
        connection.setAutoCommit(true);
      } catch (SQLException e) {
        throw new IllegalStateException("Cannot end a transaction", e);
      }
    }
  }

  /** Commit or rollback. */
  private interface Ending {
    void run() throws SQLException;
  }
}
