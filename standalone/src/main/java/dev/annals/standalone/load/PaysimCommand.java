package dev.annals.standalone.load;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code annals load paysim}. */
@Command(
    name = "paysim",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends each row of a PaySim file as the command it stands for: CASH_IN as a deposit,"
          + " CASH_OUT and DEBIT as a withdrawal, PAYMENT and TRANSFER as a transfer. Before, it"
          + " opens every account with the balance that the file gives it first.",
      "Then it compares every answer and every balance of the read model with a model of its own."
          + " Loading the same file again changes nothing, and neither does loading it on after"
          + " an interruption or with a higher limit."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:loaded, and no differences",
      "1:differences, or the load could not be carried out",
      "2:the command line makes no sense"
    })
final class PaysimCommand implements Callable<Integer> {

  private static final int CONCURRENCY_MAX = 1_024;
  private static final long RATE_MAX = 1_000_000;
  private static final int INTERRUPTED = 130;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A PaySim CSV file, plain or compressed by gzip.")
  private Path file = Path.of("");

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Load the first N rows only. After a load of more rows, what those did is found as"
              + " differences. Default: all rows.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--concurrency",
      paramLabel = "C",
      description =
          "How many commands are under way at once, 1 to "
              + CONCURRENCY_MAX
              + "; those of one account always in the order of the file."
              + " Default: ${DEFAULT-VALUE}.")
  private int concurrency = 64;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description =
          "Send no more than R payments a second, evenly, and measure each from when it was due."
              + " Says how long answers take at a load the machine can carry."
              + " Default: as many as possible.")
  private long rate;

  @Option(
      names = "--commands",
      paramLabel = "URL",
      converter = ServiceUrl.class,
      description = "The command service. Default: ${DEFAULT-VALUE}.")
  private URI commands = URI.create("http://localhost:8080");

  @Option(
      names = "--queries",
      paramLabel = "URL",
      converter = ServiceUrl.class,
      description = "The query service. Default: ${DEFAULT-VALUE}.")
  private URI queries = URI.create("http://localhost:8081");

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      converter = CurrencyCode.class,
      description = "ISO 4217 currency of all amounts. Default: EUR.")
  private MinorUnits units = CurrencyCode.EURO;

  @Option(
      names = "--sample-every",
      paramLabel = "N",
      description =
          "Measure when a payment becomes visible to reads for every Nth payment."
              + " Default: ${DEFAULT-VALUE}.")
  private int sampleEvery = 20;

  @Override
  public Integer call() {
    requireWithin("--limit", limit, Long.MAX_VALUE);
    requireWithin("--concurrency", concurrency, CONCURRENCY_MAX);
    if (rate != 0) {
      requireWithin("--rate", rate, RATE_MAX);
    }
    requireWithin("--sample-every", sampleEvery, Integer.MAX_VALUE);
    var options =
        new PaysimOptions(file, limit, units, commands, queries, concurrency, rate, sampleEvery);
    var terminal = Terminal.of(spec().commandLine());
    try (var http = new PatientHttp(Patience.DEFAULT, Thread::sleep)) {
      return new PaysimLoad(options, terminal, http).run() ? 0 : 1;
    } catch (LoadFailedException e) {
      terminal.complain("annals: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      terminal.complain("annals: the load was interrupted.");
      return INTERRUPTED;
    }
  }

  private void requireWithin(String option, long value, long max) {
    if (value < 1 || value > max) {
      throw new ParameterException(
          spec().commandLine(),
          max == Long.MAX_VALUE || max == Integer.MAX_VALUE
              ? "%s must be at least 1".formatted(option)
              : "%s must be 1 to %d".formatted(option, max));
    }
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    return spec;
  }
}
