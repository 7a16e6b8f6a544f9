package dev.annals.command.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many commands the service takes on.
 *
 * @param underWayMax commands under way at once; more are refused as overload. Each needs some 100
 *     KB while it lasts
 */
@ConfigurationProperties("annals.commands")
record CommandProperties(@DefaultValue("512") int underWayMax) {

  private static final int UNDER_WAY_LIMIT = 100_000;

  CommandProperties {
    if (underWayMax < 1 || underWayMax > UNDER_WAY_LIMIT) {
      throw new IllegalArgumentException(
          "annals.commands.under-way-max must be 1 to %d, is %d"
              .formatted(UNDER_WAY_LIMIT, underWayMax));
    }
  }
}
