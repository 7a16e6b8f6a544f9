package dev.annals.query.live;

import dev.annals.eventstore.log.EventReader;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Wires what every stream needs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveProperties.class)
@Import({StreamArguments.class, StreamCounts.class})
public class LiveModule {

  @Bean
  LiveHub liveHub(EventReader log) {
    return new LiveHub(log);
  }

  @Bean
  LiveStreams liveStreams(
      LiveHub hub, LiveProperties properties, JsonMapper json, StreamCounts counts) {
    return new LiveStreams(hub, properties, json, counts);
  }
}
