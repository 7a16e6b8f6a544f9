package dev.annals.eventstore.privacy.postgres;

import java.util.regex.Pattern;

/**
 * Where a key store is and as whom to use it.
 *
 * @param url a JDBC URL of PostgreSQL
 * @param schema a lower-case SQL identifier of at most 40 characters
 */
public record KeyStoreConnection(String url, String user, String password, String schema) {

  /** The schema, unless somebody wants another. */
  public static final String SCHEMA = "annals_keys";

  private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,39}");

  public KeyStoreConnection {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("Not a JDBC URL of PostgreSQL: " + url);
    }
    if (!IDENTIFIER.matcher(schema).matches()) {
      throw new IllegalArgumentException(
          "A key store's schema is a lower-case SQL identifier of at most 40 characters, not: "
              + schema);
    }
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "%s (schema %s, user %s)".formatted(url, schema, user);
  }
}
