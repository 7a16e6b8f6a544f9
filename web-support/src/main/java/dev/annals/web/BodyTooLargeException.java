package dev.annals.web;

import java.io.IOException;

/** The body went on beyond what the service reads. */
final class BodyTooLargeException extends IOException {

  BodyTooLargeException(long bytesMax) {
    super(message(bytesMax));
  }

  static String message(long bytesMax) {
    return "A request body has at most %d bytes.".formatted(bytesMax);
  }
}
