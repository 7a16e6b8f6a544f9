package dev.annals.torture.reads;

/** The campaign cannot go on: something stands still, or ended without being killed. */
final class ReadsFailed extends RuntimeException {

  ReadsFailed(String message) {
    super(message);
  }
}
