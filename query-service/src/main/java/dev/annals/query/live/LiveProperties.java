package dev.annals.query.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many streams the service keeps open, and for how long it bears with their clients.
 *
 * @param streamsMax at once; more are refused as overload
 * @param heartbeat after which silence a stream says that it is there, and finds out whether its
 *     client still is
 * @param writeTimeout how long a client may leave what is sent to it unread before it is cut off;
 *     the server's own timeout for connections is set to the same
 */
@ConfigurationProperties("annals.streams")
record LiveProperties(
    @DefaultValue("1000") int streamsMax,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("10s") Duration writeTimeout) {

  private static final int STREAMS_LIMIT = 100_000;

  LiveProperties {
    if (streamsMax < 1 || streamsMax > STREAMS_LIMIT) {
      throw new IllegalArgumentException(
          "annals.streams.streams-max must be 1 to %d, is %d".formatted(STREAMS_LIMIT, streamsMax));
    }
    requirePositive("heartbeat", heartbeat);
    requirePositive("write-timeout", writeTimeout);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException(
          "annals.streams.%s must be at least 1ms, is %s".formatted(name, value));
    }
  }
}
