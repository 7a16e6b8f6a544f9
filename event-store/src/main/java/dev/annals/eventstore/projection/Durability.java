package dev.annals.eventstore.projection;

/** What a commit waits for. */
enum Durability {
  /** For the disk, as the database is set. */
  DURABLE,

  /**
   * For nothing. If the server crashes right after it, the rows and the progress are gone together,
   * and are made again from the log, which has lost nothing.
   */
  DERIVED
}
