package dev.annals.eventstore.spring;

import dev.annals.eventstore.log.postgres.LogConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the event log is, and as whom to use it.
 *
 * @param url JDBC URL of the PostgreSQL database
 * @param user login role that appends or reads; needs nothing but the log's group role
 * @param schema one schema is one log
 * @param mode whether this application appends or only reads
 * @param waitMax how long the start waits for a log that is not there yet
 * @param owner if given, creates or upgrades the log at the start
 */
@ConfigurationProperties("annals.log")
public record EventLogProperties(
    @Nullable String url,
    @Nullable String user,
    @DefaultValue("") String password,
    @DefaultValue("annals_log") String schema,
    @DefaultValue("append") Mode mode,
    @DefaultValue("30s") Duration waitMax,
    @Nullable Owner owner) {

  private static final Duration WAIT_LIMIT = Duration.ofMinutes(10);

  public EventLogProperties {
    // As a service would use them: what is wrong here is found now and not at the first connection.
    connection(url, user, password, schema);
    if (waitMax.isNegative() || waitMax.compareTo(WAIT_LIMIT) > 0) {
      throw new IllegalArgumentException(
          "annals.log.wait-max must be 0 to %s, not %s".formatted(WAIT_LIMIT, waitMax));
    }
  }

  /** What the application does with the log. */
  public enum Mode {
    APPEND,
    READ
  }

  /**
   * Who owns the schema; no service should work as this role.
   *
   * @param user a role that may create schemas and roles
   */
  public record Owner(@Nullable String user, @DefaultValue("") String password) {

    public Owner {
      required("annals.log.owner.user", user);
    }
  }

  LogConnection connection() {
    return connection(url, user, password, schema);
  }

  /** Another log of the same database, as the same user. */
  LogConnection connection(String otherSchema) {
    return connection(url, user, password, otherSchema);
  }

  @Nullable LogConnection ownerConnection() {
    return owner == null ? null : connection(url, owner.user(), owner.password(), schema);
  }

  private static LogConnection connection(
      @Nullable String url, @Nullable String user, String password, String schema) {
    return new LogConnection(
        required("annals.log.url", url), required("annals.log.user", user), password, schema);
  }

  private static String required(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  /** Never shows a password. */
  @Override
  public String toString() {
    return "%s, mode %s".formatted(connection(), mode);
  }
}
