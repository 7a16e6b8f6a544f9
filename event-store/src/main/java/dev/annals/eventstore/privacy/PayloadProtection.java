package dev.annals.eventstore.privacy;

/** What is done to a payload before it is stored for ever. */
public interface PayloadProtection {

  /** Of an application without personal data. */
  PayloadProtection NONE = (_, payload) -> payload;

  /**
   * The payload as it is to be stored.
   *
   * @param payload JSON text
   * @throws KeysUnavailableException if it cannot be protected now; then nothing may be stored
   */
  String protect(String type, String payload);
}
