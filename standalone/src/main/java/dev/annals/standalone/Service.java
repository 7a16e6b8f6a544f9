package dev.annals.standalone;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One service, as a Spring application of its own.
 *
 * @param name for messages
 * @param application a new one to run
 * @param settings what it is told, over and above its own configuration
 * @param portOption the option that chooses its port
 */
record Service(
    String name,
    Supplier<SpringApplicationBuilder> application,
    Map<String, String> settings,
    String portOption) {

  /**
   * Starts it and returns once it serves requests.
   *
   * @throws CannotStart if it does not
   */
  ConfigurableApplicationContext start() {
    try {
      return application
          .get()
          .bannerMode(Banner.Mode.OFF)
          .registerShutdownHook(false)
          .run(arguments());
    } catch (RuntimeException e) {
      throw cannotStart(e);
    }
  }

  /** Where a started service listens. */
  static int port(ConfigurableApplicationContext started) {
    return requireNonNull(((ServletWebServerApplicationContext) started).getWebServer()).getPort();
  }

  /** As arguments, which win over configuration files and environment variables. */
  private String[] arguments() {
    return new TreeMap<>(settings)
        .entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
  }

  private CannotStart cannotStart(RuntimeException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof PortInUseException)) {
      cause = cause.getCause();
    }
    if (cause instanceof PortInUseException taken) {
      return Ports.inUse(taken.getPort(), portOption, failure);
    }
    return new CannotStart("the %s does not start: %s".formatted(name, cause), failure);
  }
}
