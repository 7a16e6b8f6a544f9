package dev.annals.standalone.postgres;

/**
 * The passwords of the server's roles.
 *
 * @param superuser of the role that may do everything, which no service uses
 * @param logOwner of the role that owns the log's schema and upgrades it
 * @param commandService of the role that appends to the log
 * @param queryService of the role that reads the log and owns the read models
 * @param sealer of the role that seals the log
 */
public record Passwords(
    String superuser, String logOwner, String commandService, String queryService, String sealer) {

  /** Hides the passwords from logs. */
  @Override
  public String toString() {
    return "Passwords[...]";
  }
}
