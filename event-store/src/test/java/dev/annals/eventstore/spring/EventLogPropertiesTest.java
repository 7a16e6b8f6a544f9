package dev.annals.eventstore.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.spring.EventLogProperties.Mode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EventLogPropertiesTest {

  private static final String URL = "annals.log.url=jdbc:postgresql://localhost/annals";
  private static final String USER = "annals.log.user=service";

  private final ApplicationContextRunner properties =
      new ApplicationContextRunner().withUserConfiguration(Bound.class);

  @EnableConfigurationProperties(EventLogProperties.class)
  static final class Bound {}

  @Test
  void only_where_and_who_must_be_said() {
    properties
        .withPropertyValues(URL, USER)
        .run(
            context ->
                assertThat(context.getBean(EventLogProperties.class))
                    .isEqualTo(
                        new EventLogProperties(
                            "jdbc:postgresql://localhost/annals",
                            "service",
                            "",
                            "annals_log",
                            Mode.APPEND,
                            Duration.ofSeconds(30),
                            null)));
  }

  @Test
  void passwords_are_not_shown() {
    properties
        .withPropertyValues(
            URL,
            USER,
            "annals.log.password=hush",
            "annals.log.owner.user=owner",
            "annals.log.owner.password=hush")
        .run(
            context ->
                assertThat(context.getBean(EventLogProperties.class))
                    .asString()
                    .contains("service")
                    .doesNotContain("hush"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "annals.log.url=                         | annals.log.url is missing",
        "annals.log.url=jdbc:h2:mem              | jdbc:h2:mem",
        "annals.log.user=                        | annals.log.user is missing",
        "annals.log.schema=Drop table            | Drop table",
        "annals.log.mode=write                   | annals.log.mode",
        "annals.log.wait-max=-1s                 | annals.log.wait-max",
        "annals.log.wait-max=1d                  | annals.log.wait-max",
        "annals.log.owner.password=secret        | annals.log.owner.user is missing"
      })
  void a_bad_setting_stops_the_start_and_is_named(String setting, String named) {
    properties
        .withPropertyValues(URL, USER, setting)
        .run(context -> assertThat(context).getFailure().hasStackTraceContaining(named));
  }

  @Test
  void the_start_fails_without_any_setting_at_all() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(EventLogAutoConfiguration.class))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("annals.log.url is missing"));
  }
}
