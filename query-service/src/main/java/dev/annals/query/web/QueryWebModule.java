package dev.annals.query.web;

import dev.annals.web.Admission;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires what every read over HTTP has in common. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReadProperties.class)
@Import({ReadArguments.class, ReadDatabaseAdvice.class})
public class QueryWebModule {

  @Bean
  Admission readAdmission(ReadProperties properties) {
    return new Admission(properties.underWayMax(), "Too many reads are under way.");
  }
}
