package dev.annals.torture.seal;

/** A campaign that did not get through, which says nothing good or bad about the log. */
final class SealFailed extends RuntimeException {

  SealFailed(String message) {
    super(message);
  }
}
