package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventLogException.Unavailable;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Creates and upgrades a log's schema. */
public final class LogSchema {

  private static final String WRITER = "writer";
  private static final String READER = "reader";
  private static final String SEALER = "sealer";
  private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9_-]{1,63}");

  private LogSchema() {}

  /**
   * Brings the schema to the version this code needs, creating it and its group roles if absent.
   * Safe to call from several processes at once.
   *
   * @param owner a user that may create schemas in the database and roles in the cluster; it owns
   *     the log, so no service should run as it
   * @throws EventLogException.Unavailable if that fails
   */
  public static void migrate(LogConnection owner) {
    try {
      Flyway.configure()
          .dataSource(owner.url(), owner.user(), owner.password())
          .schemas(owner.schema())
          .defaultSchema(owner.schema())
          .createSchemas(true)
          .locations("classpath:db/log")
          .placeholders(
              Map.of(
                  "writerRole",
                  groupRole(owner, WRITER),
                  "readerRole",
                  groupRole(owner, READER),
                  "sealerRole",
                  groupRole(owner, SEALER)))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new Unavailable("Cannot prepare the log at %s: %s".formatted(owner, e.getMessage()), e);
    }
  }

  /**
   * Lets a login role append to the log.
   *
   * @param user an existing role
   */
  public static void grantWriter(LogConnection owner, String user) {
    grant(owner, groupRole(owner, WRITER), user);
  }

  /**
   * Lets a login role read the log.
   *
   * @param user an existing role
   */
  public static void grantReader(LogConnection owner, String user) {
    grant(owner, groupRole(owner, READER), user);
  }

  /**
   * Lets a login role seal the log: read its events, and add what is sealed.
   *
   * @param user an existing role
   */
  public static void grantSealer(LogConnection owner, String user) {
    grant(owner, groupRole(owner, SEALER), user);
  }

  /** Roles belong to the whole cluster, a log to one schema of one database: hence both names. */
  private static String groupRole(LogConnection owner, String suffix) {
    try (var connection =
        DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
      var role = "%s_%s_%s".formatted(connection.getCatalog(), owner.schema(), suffix);
      if (!ROLE.matcher(role).matches()) {
        throw new IllegalArgumentException(
            "A log's roles are named after its database and schema. Too long, or not of letters, digits,"
                + " '-' and '_': "
                + role);
      }
      return role;
    } catch (SQLException e) {
      throw new Unavailable("Cannot prepare the log at " + owner + ": " + e.getMessage(), e);
    }
  }

  private static void grant(LogConnection owner, String groupRole, String user) {
    try (var connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "GRANT %s TO %s"
              .formatted(
                  statement.enquoteIdentifier(groupRole, true),
                  statement.enquoteIdentifier(user, true)));
    } catch (SQLException e) {
      throw new Unavailable(
          "Cannot grant %s to %s: %s".formatted(groupRole, user, e.getMessage()), e);
    }
  }
}
