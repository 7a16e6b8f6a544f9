package dev.annals.eventstore.axon.spring;

import dev.annals.eventstore.axon.DispatchLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a command may try; see {@link DispatchLimits}, which also refuses what makes no sense.
 *
 * @param attemptsMax how often a command is handled before its conflicts are reported
 * @param backOffMax the longest pause between two attempts
 * @param turnWaitMax how long a command waits for others with the same serial key
 */
@ConfigurationProperties("annals.dispatch")
record DispatchProperties(
    @DefaultValue("8") int attemptsMax,
    @DefaultValue("50ms") Duration backOffMax,
    @DefaultValue("5s") Duration turnWaitMax) {

  DispatchProperties {
    new DispatchLimits(attemptsMax, backOffMax, turnWaitMax);
  }

  DispatchLimits limits() {
    return new DispatchLimits(attemptsMax, backOffMax, turnWaitMax);
  }
}
