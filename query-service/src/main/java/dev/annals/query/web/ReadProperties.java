package dev.annals.query.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many reads the service takes on.
 *
 * @param underWayMax reads of views at once, in the read database or waiting for a connection to
 *     it; more are refused as overload
 * @param waitingMax reads at once that wait for a view to come far enough; more are refused as
 *     overload. Together with {@code underWayMax} no more than the server has threads
 */
@ConfigurationProperties("annals.reads")
record ReadProperties(@DefaultValue("256") int underWayMax, @DefaultValue("768") int waitingMax) {

  private static final int READS_LIMIT = 100_000;

  ReadProperties {
    requireReads("under-way-max", underWayMax);
    requireReads("waiting-max", waitingMax);
  }

  private static void requireReads(String name, int value) {
    if (value < 1 || value > READS_LIMIT) {
      throw new IllegalArgumentException(
          "annals.reads.%s must be 1 to %d, is %d".formatted(name, READS_LIMIT, value));
    }
  }
}
