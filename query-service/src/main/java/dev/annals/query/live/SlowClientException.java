package dev.annals.query.live;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The client left for too long unread what was sent to it. */
final class SlowClientException extends IOException {

  private static final long serialVersionUID = 1L;

  SlowClientException(@Nullable IOException cause) {
    super("The client reads too slowly", cause);
  }
}
