package dev.annals.torture.reads;

import dev.annals.torture.round.Scratch;
import dev.annals.torture.server.PostgresServer;
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

/** {@code annals torture reads}: one campaign against query services, and its report. */
@Command(
    name = "reads",
    mixinStandardHelpOptions = true,
    description =
        "Proves the read side under fire: query services are killed while events come in; then"
            + " every view is compared with its isolated replay, and every recorded delivery with"
            + " the log.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:no promise was broken",
      "1:a promise was broken, or the campaign did not get through",
      "2:wrong options"
    })
public final class ReadsCommand implements Callable<Integer> {

  @Mixin private ReadsOptions options = new ReadsOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    var complaint = options.complaint();
    if (complaint != null && spec != null) {
      throw new ParameterException(spec.commandLine(), complaint);
    }
    var scratch = Scratch.create(options.scratch());
    System.err.printf("torture: seed %d, in %s%n", options.seed(), scratch.path());
    try (var server = PostgresServer.create(scratch.path())) {
      var stop = new Thread(server::close);
      Runtime.getRuntime().addShutdownHook(stop);
      var report = new ReadsCampaign(options, scratch.path(), server).run();
      Runtime.getRuntime().removeShutdownHook(stop);
      System.out.println(report.text());
      if (!report.isClean()) {
        System.err.printf("torture: everything is kept in %s%n", scratch.path());
        return 1;
      }
    } catch (ReadsFailed | ServerException e) {
      System.err.printf(
          "torture: failed with seed %d: %s%ntorture: everything is kept in %s%n",
          options.seed(), e.getMessage(), scratch.path());
      return 1;
    }
    scratch.delete();
    return 0;
  }
}
