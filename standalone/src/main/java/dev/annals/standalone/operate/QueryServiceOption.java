package dev.annals.standalone.operate;

import java.io.PrintWriter;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Which query service a command and its subcommands ask, and where they write. */
final class QueryServiceOption {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--queries",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "The query service. Default: ${DEFAULT-VALUE}.")
  private URI queries = URI.create("http://localhost:8081");

  Operation operation() {
    return new Operation(commandLine(), queries);
  }

  PrintWriter out() {
    return commandLine().getOut();
  }

  CommandLine commandLine() {
    if (command == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    return command.commandLine();
  }
}
