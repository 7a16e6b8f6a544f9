package dev.annals.eventstore.spring;

import dev.annals.eventstore.privacy.KeyEncryptionFile;
import dev.annals.eventstore.privacy.KeyEncryptionKeys;
import dev.annals.eventstore.privacy.postgres.KeyStoreConnection;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the keys of data subjects are, and what unwraps them.
 *
 * @param url JDBC URL of the PostgreSQL database, which should be another than the log's
 * @param user login role that makes keys, or where the log is only read one that reads them
 * @param keyEncryptionKeys the key-encryption keys themselves, for instance from the environment
 *     variable {@code ANNALS_KEYS_KEYENCRYPTIONKEYS}; counts before the file
 * @param keyEncryptionFile the file with them; made at the first start of who makes keys
 * @param keeper who destroys keys; only where the log is appended to
 * @param keptMax subjects whose keys are kept in memory, each some 300 bytes
 * @param waitMax how long the start waits for a key store that is not there yet
 */
@ConfigurationProperties("annals.keys")
public record PrivacyProperties(
    @Nullable String url,
    @Nullable String user,
    @DefaultValue("") String password,
    @DefaultValue(KeyStoreConnection.SCHEMA) String schema,
    @Nullable String keyEncryptionKeys,
    @Nullable Path keyEncryptionFile,
    @Nullable Keeper keeper,
    @DefaultValue("100000") int keptMax,
    @DefaultValue("30s") Duration waitMax) {

  private static final int KEPT_LIMIT = 10_000_000;
  private static final Duration WAIT_LIMIT = Duration.ofMinutes(10);

  public PrivacyProperties {
    if (keptMax < 1 || keptMax > KEPT_LIMIT) {
      throw new IllegalArgumentException(
          "annals.keys.kept-max must be 1 to %d, is %d".formatted(KEPT_LIMIT, keptMax));
    }
    if (waitMax.isNegative() || waitMax.compareTo(WAIT_LIMIT) > 0) {
      throw new IllegalArgumentException(
          "annals.keys.wait-max must be 0 to %s, not %s".formatted(WAIT_LIMIT, waitMax));
    }
  }

  /** Who destroys keys. */
  public record Keeper(@Nullable String user, @DefaultValue("") String password) {}

  KeyStoreConnection connection() {
    return connection(required("annals.keys.user", user), password);
  }

  KeyStoreConnection keeperConnection() {
    if (keeper == null) {
      throw new IllegalArgumentException("annals.keys.keeper.user is missing");
    }
    return connection(required("annals.keys.keeper.user", keeper.user()), keeper.password());
  }

  private KeyStoreConnection connection(String as, String with) {
    return new KeyStoreConnection(required("annals.keys.url", url), as, with, schema);
  }

  /** The reason for a refusal must not contain the keys. */
  KeyEncryptionKeys source() {
    if (keyEncryptionKeys != null && !keyEncryptionKeys.isBlank()) {
      try {
        return KeyEncryptionKeys.of(keyEncryptionKeys);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "annals.keys.key-encryption-keys is malformed: " + e.getMessage(), e);
      }
    }
    if (keyEncryptionFile == null) {
      throw new IllegalArgumentException(
          "annals.keys.key-encryption-file is missing, and annals.keys.key-encryption-keys as well");
    }
    return new KeyEncryptionFile(keyEncryptionFile);
  }

  private static String required(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  /** Never shows a password or a key. */
  @Override
  public String toString() {
    return "%s (schema %s, user %s)".formatted(url, schema, user);
  }
}
