package dev.annals.eventstore.audit.seal;

/** Where a log's seals are kept. */
@FunctionalInterface
public interface SealStore {

  /**
   * Opens a session, for one thread.
   *
   * @throws dev.annals.eventstore.log.EventLogException.Unavailable if that cannot be done
   */
  SealSession open();
}
