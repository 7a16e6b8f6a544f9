package dev.annals.web;

import dev.annals.eventstore.spring.EventLogAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The smallest service there can be, on a free port and without a log. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = EventLogAutoConfiguration.class)
@Import(ThingService.ThingController.class)
class ThingService {

  static ServletWebServerApplicationContext start() {
    return (ServletWebServerApplicationContext)
        new SpringApplicationBuilder(ThingService.class)
            .web(WebApplicationType.SERVLET)
            .properties("spring.config.import=classpath:annals-web.yaml", "server.port=0")
            .run();
  }

  @RestController
  static class ThingController {

    @PostMapping("/things")
    Thing make(@RequestBody Thing thing) {
      return thing;
    }

    @GetMapping("/things/{id}")
    Thing read(@PathVariable String id, @RequestParam int limit) {
      return new Thing(id, (long) limit, null);
    }

    @GetMapping("/broken")
    Thing broken() {
      throw new IllegalStateException("the secret cause");
    }

    @GetMapping("/refused")
    Thing refused() {
      throw new ProblemException(ProblemType.INVALID_ID.because("A bad id: \ud800\u0007"));
    }
  }

  record Thing(@Nullable String id, @Nullable Long amount, @Nullable String reference) {}
}
