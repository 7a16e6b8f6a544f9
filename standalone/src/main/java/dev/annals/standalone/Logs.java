package dev.annals.standalone;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where log lines go: warnings to the console, and everything to a file once there is one. */
final class Logs {

  private Logs() {}

  /** From now on writes every line to {@code file} as well. */
  static void writeTo(Path file) {
    // Otherwise each service would set up logging for the whole process.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    // The web server logs through the JDK.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.putProperty("file", file.toString());
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(Logs.class.getResource("/annals-up-logback.xml"));
    } catch (JoranException e) {
      throw new CannotStart("cannot write the log " + file, e);
    }
  }
}
