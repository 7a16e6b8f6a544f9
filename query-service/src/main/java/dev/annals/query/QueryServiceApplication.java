package dev.annals.query;

import dev.annals.query.audit.AuditModule;
import dev.annals.query.live.LiveModule;
import dev.annals.query.payments.PaymentsModule;
import dev.annals.query.projections.ProjectionsModule;
import dev.annals.query.subjects.SubjectsModule;
import dev.annals.query.web.QueryWebModule;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The query service: follows the log, keeps read models, and answers reads over HTTP. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  QueryDatabaseConfiguration.class,
  QueryWebModule.class,
  LiveModule.class,
  ProjectionsModule.class,
  AuditModule.class,
  SubjectsModule.class,
  PaymentsModule.class
})
public class QueryServiceApplication {

  /**
   * Its settings have a name of their own, so that another service can live in the same process.
   */
  private static final String SETTINGS = "spring.config.name=query-service";

  /** The application, ready to run with further properties. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(QueryServiceApplication.class).properties(SETTINGS);
  }

  public static void main(String[] args) {
    builder().run(args);
  }
}
