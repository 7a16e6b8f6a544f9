package dev.annals.command;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The command service: takes commands over HTTP, decides, and appends events to the log. */
@SpringBootApplication(
    proxyBeanMethods = false,
    // On the class path where another service shares the process; this one has only the log.
    excludeName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
    })
public class CommandServiceApplication {

  /**
   * Its settings have a name of their own, so that another service can live in the same process.
   */
  static final String SETTINGS = "spring.config.name=command-service";

  /** The application, ready to run with further properties. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(CommandServiceApplication.class).properties(SETTINGS);
  }

  public static void main(String[] args) {
    builder().run(args);
  }
}
