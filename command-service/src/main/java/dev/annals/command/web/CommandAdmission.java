package dev.annals.command.web;

import dev.annals.web.Admission;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How many commands get in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommandProperties.class)
class CommandAdmission {

  @Bean
  Admission admission(CommandProperties properties) {
    return new Admission(properties.underWayMax(), "Too much is under way; nothing was stored.");
  }
}
