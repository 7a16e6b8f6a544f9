package dev.annals.eventstore.spring;

import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.eventstore.projection.ReplayProperties;
import dev.annals.eventstore.projection.Replays;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Lets auditors replay any projection that runs. */
@AutoConfiguration(after = ProjectionAutoConfiguration.class)
@ConditionalOnBean(ProjectionRunners.class)
@EnableConfigurationProperties(ReplayProperties.class)
public final class ReplayAutoConfiguration {

  /** Closed by its lifecycle, before what it works with. */
  @Bean(destroyMethod = "")
  Replays replays(ProjectionRunners runners, ReplayProperties properties) {
    return runners.replays(properties);
  }

  /** After the projections, whose tables they use. */
  @Bean
  PartLifecycle replayLifecycle(Replays replays) {
    return new PartLifecycle(replays::start, replays::close, ProjectionLifecycle.PHASE + 1);
  }
}
