package dev.annals.benchmarks.service;

import dev.annals.benchmarks.server.Database;
import dev.annals.eventstore.privacy.KeyEncryptionKey;
import dev.annals.eventstore.privacy.postgres.KeySchema;
import dev.annals.eventstore.privacy.postgres.KeyStoreConnection;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** A key store for services that are measured: in the log's database, and with one key for all. */
final class KeySettings {

  private static final String KEY_ENCRYPTION_KEY = KeyEncryptionKey.draw(new SecureRandom()).text();

  private KeySettings() {}

  /** For the command service, which makes and destroys keys as one user. */
  static List<String> command(Database log, String user) {
    var owner = provided(log);
    KeySchema.grantCreator(owner, user);
    KeySchema.grantKeeper(owner, user);
    var settings = new ArrayList<>(common(log, user));
    settings.add("--annals.keys.keeper.user=" + user);
    settings.add("--annals.keys.keeper.password=" + log.password());
    return settings;
  }

  static List<String> query(Database log, String user) {
    KeySchema.grantReader(provided(log), user);
    return common(log, user);
  }

  private static KeyStoreConnection provided(Database log) {
    var owner =
        new KeyStoreConnection(log.url(), log.user(), log.password(), KeyStoreConnection.SCHEMA);
    KeySchema.migrate(owner);
    return owner;
  }

  private static List<String> common(Database log, String user) {
    return List.of(
        "--annals.keys.url=" + log.url(),
        "--annals.keys.user=" + user,
        "--annals.keys.password=" + log.password(),
        "--annals.keys.key-encryption-keys=" + KEY_ENCRYPTION_KEY);
  }
}
