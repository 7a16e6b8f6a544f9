package dev.annals.query.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many reads the service takes on.
 *
 * @param underWayMax reads of views at once, in the read database or waiting for a connection to
 *     it; more are refused as overload
 */
@ConfigurationProperties("annals.reads")
record ReadProperties(@DefaultValue("256") int underWayMax) {

  private static final int UNDER_WAY_LIMIT = 100_000;

  ReadProperties {
    if (underWayMax < 1 || underWayMax > UNDER_WAY_LIMIT) {
      throw new IllegalArgumentException(
          "annals.reads.under-way-max must be 1 to %d, is %d"
              .formatted(UNDER_WAY_LIMIT, underWayMax));
    }
  }
}
