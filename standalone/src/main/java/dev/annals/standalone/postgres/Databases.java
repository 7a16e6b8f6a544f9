package dev.annals.standalone.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The databases and login roles Annals needs, least rights each: the services cannot change the
 * log's schema, the command service cannot see the read models, and only one role can destroy keys.
 */
public final class Databases {

  public static final String LOG = "annals_log";
  public static final String READ_MODELS = "annals_read_models";
  public static final String LOG_OWNER = "annals_log_owner";
  public static final String COMMAND_SERVICE = "annals_command_service";
  public static final String QUERY_SERVICE = "annals_query_service";

  public static final String SEALER = "annals_sealer";

  /** Apart from the log, so that no backup has both personal data and its keys. */
  public static final String KEYS = "annals_keys";

  public static final String KEYS_OWNER = "annals_keys_owner";
  public static final String KEY_KEEPER = "annals_key_keeper";

  private static final String PASSWORD_ENCRYPTION = "scram-sha-256";

  private Databases() {}

  /**
   * Creates what is missing and sets the passwords; can be repeated, also after it was interrupted.
   *
   * @throws PostgresException if that fails
   */
  public static void provide(EmbeddedPostgres server, Passwords passwords) {
    try (var superuser =
        DriverManager.getConnection(
            server.url("postgres"), Cluster.SUPERUSER, passwords.superuser())) {
      role(superuser, LOG_OWNER, passwords.logOwner());
      execute(superuser, ProvisioningSql.ALLOW_ROLES, LOG_OWNER);
      role(superuser, COMMAND_SERVICE, passwords.commandService());
      role(superuser, QUERY_SERVICE, passwords.queryService());
      role(superuser, SEALER, passwords.sealer());
      database(superuser, LOG, LOG_OWNER);
      execute(superuser, ProvisioningSql.ALLOW_CONNECT, LOG, COMMAND_SERVICE);
      execute(superuser, ProvisioningSql.ALLOW_CONNECT, LOG, QUERY_SERVICE);
      execute(superuser, ProvisioningSql.ALLOW_CONNECT, LOG, SEALER);
      database(superuser, READ_MODELS, QUERY_SERVICE);
      provideKeys(superuser, passwords);
    } catch (SQLException e) {
      throw new PostgresException("cannot prepare the databases: " + e.getMessage(), e);
    }
  }

  private static void provideKeys(Connection superuser, Passwords passwords) throws SQLException {
    role(superuser, KEYS_OWNER, passwords.keysOwner());
    execute(superuser, ProvisioningSql.ALLOW_ROLES, KEYS_OWNER);
    role(superuser, KEY_KEEPER, passwords.keyKeeper());
    database(superuser, KEYS, KEYS_OWNER);
    for (var user : List.of(COMMAND_SERVICE, QUERY_SERVICE, KEY_KEEPER)) {
      execute(superuser, ProvisioningSql.ALLOW_CONNECT, KEYS, user);
    }
  }

  private static void role(Connection superuser, String name, String password) throws SQLException {
    if (!is(superuser, ProvisioningSql.ROLE_EXISTS, name)) {
      execute(superuser, ProvisioningSql.CREATE_ROLE, name);
    }
    // Sends a verifier computed here: the server may log its statements, and a log is no secret.
    superuser
        .unwrap(PGConnection.class)
        .alterUserPassword(name, password.toCharArray(), PASSWORD_ENCRYPTION);
  }

  private static void database(Connection superuser, String name, String owner)
      throws SQLException {
    if (!is(superuser, ProvisioningSql.DATABASE_EXISTS, name)) {
      execute(superuser, ProvisioningSql.CREATE_DATABASE, name, owner);
    }
    execute(superuser, ProvisioningSql.CLOSE_DATABASE, name);
  }

  private static boolean is(Connection connection, String question, String argument)
      throws SQLException {
    try (var statement = prepare(connection, question, argument);
        var answer = firstRow(statement)) {
      return answer.getBoolean(1);
    }
  }

  private static void execute(Connection connection, String composition, String... arguments)
      throws SQLException {
    try (var composing = prepare(connection, composition, arguments);
        var composed = firstRow(composing);
        var statement = connection.createStatement()) {
      statement.execute(composed.getString(1));
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, String... arguments)
      throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (var index = 0; index < arguments.length; index++) {
      statement.setString(index + 1, arguments[index]);
    }
    return statement;
  }

  private static ResultSet firstRow(PreparedStatement statement) throws SQLException {
    var rows = statement.executeQuery();
    if (!rows.next()) {
      throw new SQLException("PostgreSQL answered without a row");
    }
    return rows;
  }
}
