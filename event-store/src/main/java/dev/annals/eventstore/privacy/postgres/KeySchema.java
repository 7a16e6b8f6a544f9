package dev.annals.eventstore.privacy.postgres;

import dev.annals.eventstore.privacy.KeysUnavailableException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Creates and upgrades a key store's schema. */
public final class KeySchema {

  private static final String CREATOR = "creator";
  private static final String READER = "reader";
  private static final String KEEPER = "keeper";

  private KeySchema() {}

  /**
   * Brings the schema to the version this code needs, creating it and its group roles if absent.
   *
   * @param owner a user that may create schemas in the database and roles in the cluster; no
   *     service should run as it
   * @throws KeysUnavailableException if that fails
   */
  public static void migrate(KeyStoreConnection owner) {
    try {
      Flyway.configure()
          .dataSource(owner.url(), owner.user(), owner.password())
          .schemas(owner.schema())
          .defaultSchema(owner.schema())
          .createSchemas(true)
          .locations("classpath:db/keys")
          .placeholders(
              Map.of(
                  "creatorRole", groupRole(owner, CREATOR),
                  "readerRole", groupRole(owner, READER),
                  "keeperRole", groupRole(owner, KEEPER)))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new KeysUnavailableException(
          "Cannot prepare the key store at %s: %s".formatted(owner, e.getMessage()), e);
    }
  }

  /** Lets a login role make keys. */
  public static void grantCreator(KeyStoreConnection owner, String user) {
    grant(owner, CREATOR, user);
  }

  /** Lets a login role read keys. */
  public static void grantReader(KeyStoreConnection owner, String user) {
    grant(owner, READER, user);
  }

  /** Lets a login role destroy keys and wrap them anew. */
  public static void grantKeeper(KeyStoreConnection owner, String user) {
    grant(owner, KEEPER, user);
  }

  /** Roles belong to the whole cluster, a key store to one schema of one database. */
  private static String groupRole(KeyStoreConnection owner, String suffix) {
    try (var connection =
        DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
      return "%s_%s_%s".formatted(connection.getCatalog(), owner.schema(), suffix);
    } catch (SQLException e) {
      throw cannotPrepare(owner, e);
    }
  }

  private static void grant(KeyStoreConnection owner, String suffix, String user) {
    var role = groupRole(owner, suffix);
    try (var connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "GRANT %s TO %s"
              .formatted(
                  statement.enquoteIdentifier(role, true),
                  statement.enquoteIdentifier(user, true)));
    } catch (SQLException e) {
      throw cannotPrepare(owner, e);
    }
  }

  private static KeysUnavailableException cannotPrepare(KeyStoreConnection owner, SQLException e) {
    return new KeysUnavailableException(
        "Cannot prepare the key store at %s: %s".formatted(owner, e.getMessage()), e);
  }
}
