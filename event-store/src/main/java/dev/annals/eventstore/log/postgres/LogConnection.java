package dev.annals.eventstore.log.postgres;

import java.util.regex.Pattern;

/**
 * Where a log is and as whom to use it.
 *
 * @param url a JDBC URL of PostgreSQL, for example {@code jdbc:postgresql://localhost:5432/annals}
 * @param schema one schema is one log; a lower-case SQL identifier of at most 40 characters
 */
public record LogConnection(String url, String user, String password, String schema) {

  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,39}");

  public LogConnection {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("Not a JDBC URL of PostgreSQL: " + url);
    }
    if (!SCHEMA.matcher(schema).matches()) {
      throw new IllegalArgumentException(
          "A log's schema is a lower-case SQL identifier of at most 40 characters, not: " + schema);
    }
  }

  String channel() {
    return schema + "_appended";
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "%s (schema %s, user %s)".formatted(url, schema, user);
  }
}
