package dev.annals.eventstore.privacy.postgres;

import dev.annals.eventstore.privacy.KeyEncryptionKey;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * A key store used as production does: an owner that migrates, a role that makes keys, a role that
 * reads them, a role that destroys them.
 *
 * @param keyEncryptionKey as in a key file
 */
public record TestKeys(
    KeyStoreConnection owner,
    KeyStoreConnection creator,
    KeyStoreConnection reader,
    KeyStoreConnection keeper,
    String keyEncryptionKey) {

  private static final String PASSWORD = "secret";

  /**
   * A new, empty key store in a database that is there.
   *
   * @param superuser of it, and its password
   */
  public static TestKeys in(String url, String superuser, String password) {
    var owner = new KeyStoreConnection(url, superuser, password, KeyStoreConnection.SCHEMA);
    KeySchema.migrate(owner);
    var creator = login(owner, "creator");
    var reader = login(owner, "reader");
    var keeper = login(owner, "keeper");
    KeySchema.grantCreator(owner, creator.user());
    KeySchema.grantReader(owner, reader.user());
    KeySchema.grantKeeper(owner, keeper.user());
    return new TestKeys(
        owner, creator, reader, keeper, KeyEncryptionKey.draw(new SecureRandom()).text());
  }

  private static KeyStoreConnection login(KeyStoreConnection owner, String suffix) {
    try (var connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        var statement = connection.createStatement()) {
      var role = "%s_key_%s".formatted(connection.getCatalog(), suffix);
      statement.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, PASSWORD));
      return new KeyStoreConnection(owner.url(), role, PASSWORD, owner.schema());
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot create a role", e);
    }
  }

  /** For a command service. */
  public List<String> commandSettings() {
    return List.of(
        "annals.keys.url=" + creator.url(),
        "annals.keys.user=" + creator.user(),
        "annals.keys.password=" + creator.password(),
        "annals.keys.keeper.user=" + keeper.user(),
        "annals.keys.keeper.password=" + keeper.password(),
        "annals.keys.key-encryption-keys=" + keyEncryptionKey);
  }

  /** For a query service. */
  public List<String> querySettings() {
    return List.of(
        "annals.keys.url=" + reader.url(),
        "annals.keys.user=" + reader.user(),
        "annals.keys.password=" + reader.password(),
        "annals.keys.key-encryption-keys=" + keyEncryptionKey);
  }
}
