package dev.annals.standalone;

import dev.annals.standalone.postgres.PostgresException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs everything until Ctrl-C. */
@Command(
    name = "up",
    description = "Starts PostgreSQL and both services in one process; Ctrl-C stops them.",
    footer = {
      "",
      "Exit code: 130 after Ctrl-C, 143 after SIGTERM, 1 if something could not start or broke,"
          + " 2 for a wrong option."
    })
final class UpCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(UpCommand.class);

  @Mixin private final UpOptions options = new UpOptions();

  @Override
  public Integer call() throws InterruptedException {
    var signal = StopSignal.install();
    try (var instance = Instance.start(options, signal)) {
      signal.started();
      System.out.printf("Annals is ready: %s  (Ctrl-C stops)%n", instance.addresses());
      return options.untilReady ? 0 : signal.await().map(this::failed).orElse(0);
    } catch (CannotStart | PostgresException e) {
      LOG.debug("Cannot start", e);
      // What fails while stopping fails because of it.
      return signal.isRequested() ? outcome(signal) : failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      // The only one who interrupts is the signal, while starting.
      return outcome(signal);
    } finally {
      signal.stopped();
    }
  }

  private int outcome(StopSignal signal) {
    return signal.failure().map(this::failed).orElse(0);
  }

  private int failed(String why) {
    System.err.println("annals: " + why);
    return 1;
  }
}
