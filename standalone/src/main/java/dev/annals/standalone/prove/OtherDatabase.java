package dev.annals.standalone.prove;

import dev.annals.eventstore.log.postgres.LogConnection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A database that is not a data directory's. */
public final class OtherDatabase {

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "Another database, for example jdbc:postgresql://localhost/annals_log.")
  private @Nullable String url;

  @Option(
      names = "--user",
      paramLabel = "ROLE",
      description = "A role of it: to restore, the owner of the log; otherwise one that may read.")
  private String user = "";

  @Option(
      names = "--password-env",
      paramLabel = "NAME",
      description = "The environment variable that has the role's password.")
  private @Nullable String passwordVariable;

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      description = "The log's schema. Default: ${DEFAULT-VALUE}.")
  private String schema = "annals_log";

  /** Null if none was named. */
  public @Nullable LogConnection connection() {
    if (url == null) {
      return null;
    }
    var password = passwordVariable == null ? null : System.getenv(passwordVariable);
    return new LogConnection(url, user, password == null ? "" : password, schema);
  }

  String schema() {
    return schema;
  }
}
