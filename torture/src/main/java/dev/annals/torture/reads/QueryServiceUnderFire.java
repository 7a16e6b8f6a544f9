package dev.annals.torture.reads;

import dev.annals.eventstore.projection.Projection;
import dev.annals.query.QueryServiceApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The query service as it is, with one more view, which records deliveries. */
public final class QueryServiceUnderFire {

  private QueryServiceUnderFire() {}

  /** What is added to it. */
  @Configuration(proxyBeanMethods = false)
  static class Recording {

    @Bean
    Projection recordedDeliveries() {
      return new RecordedDeliveries();
    }
  }

  public static void main(String[] args) {
    QueryServiceApplication.builder().sources(Recording.class).run(args);
  }
}
