package dev.annals.standalone.postgres;

/**
 * The passwords of the server's roles.
 *
 * @param superuser of the role that may do everything, which no service uses
 * @param logOwner of the role that owns the log's schema and upgrades it
 * @param commandService of the role that appends to the log
 * @param queryService of the role that reads the log and owns the read models
 * @param sealer of the role that seals the log
 * @param keysOwner of the role that owns the key store's schema and upgrades it
 * @param keyKeeper of the role that destroys the keys of subjects
 */
public record Passwords(
    String superuser,
    String logOwner,
    String commandService,
    String queryService,
    String sealer,
    String keysOwner,
    String keyKeeper) {

  /** Hides the passwords from logs. */
  @Override
  public String toString() {
    return "Passwords[...]";
  }
}
