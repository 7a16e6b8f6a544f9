package dev.annals.eventstore.projection;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * A way to a database that can be cut, as the death of a process cuts it: connections break where
 * they are, and nobody says goodbye.
 */
final class CuttableDatabase {

  private final DataSource database;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  CuttableDatabase(DataSource database) {
    this.database = database;
  }

  void cut() throws SQLException {
    cut = true;
    for (var connection : open) {
      connection.abort(Runnable::run);
    }
  }

  void mend() {
    cut = false;
  }

  /** The way as its users see it. */
  DataSource dataSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                return connect();
              }
              try {
                return method.invoke(database, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Connection connect() throws SQLException {
    refuseIfCut();
    var connection = database.getConnection();
    open.removeIf(CuttableDatabase::isClosed);
    open.add(connection);
    if (cut) {
      connection.abort(Runnable::run);
    }
    refuseIfCut();
    return connection;
  }

  private void refuseIfCut() throws SQLException {
    if (cut) {
      throw new SQLException("cut", "08001");
    }
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }
}
