package dev.annals.torture.campaign;

import dev.annals.torture.round.Scratch;
import dev.annals.torture.server.ServerException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code annals torture}: one campaign and its report. */
@Command(
    name = "annals torture",
    customSynopsis = "annals torture [OPTIONS]",
    mixinStandardHelpOptions = true,
    description =
        "Proves the event log under fire: processes append and read at random while they and"
            + " PostgreSQL are killed; then every answer anybody got is checked against the log.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:no promise was broken",
      "1:a promise was broken, or the campaign did not get through",
      "2:wrong options"
    })
public final class TortureCommand implements Callable<Integer> {

  private final String mainClass;

  @Mixin private CampaignOptions options = new CampaignOptions();

  @Spec private @Nullable CommandSpec spec;

  /**
   * Made before its options are known.
   *
   * @param mainClass of the program that has a {@code writer} command
   */
  public TortureCommand(String mainClass) {
    this.mainClass = mainClass;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    var complaint = options.complaint();
    if (complaint != null && spec != null) {
      throw new ParameterException(spec.commandLine(), complaint);
    }
    var scratch = Scratch.create(options.scratch());
    System.err.printf("torture: seed %d, in %s%n", options.seed(), scratch.path());
    try {
      var report = new Campaign(mainClass, options, scratch).run();
      System.out.println(report.text());
      if (report.isClean()) {
        scratch.delete();
        return 0;
      }
      System.err.printf("torture: everything is kept in %s%n", scratch.path());
      return 1;
    } catch (CampaignFailed | ServerException e) {
      System.err.printf(
          "torture: failed with seed %d: %s%ntorture: everything is kept in %s%n",
          options.seed(), e.getMessage(), scratch.path());
      return 1;
    }
  }
}
