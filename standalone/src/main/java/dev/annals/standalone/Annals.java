package dev.annals.standalone;

import dev.annals.standalone.keys.RotateKeyEncryptionKeyCommand;
import dev.annals.standalone.load.LoadCommand;
import dev.annals.standalone.operate.DeadLettersCommand;
import dev.annals.standalone.operate.ProjectionsCommand;
import dev.annals.standalone.operate.ReplayCommand;
import dev.annals.standalone.prove.ArchiveCommand;
import dev.annals.standalone.prove.ExportCommand;
import dev.annals.standalone.prove.RotateSealKeyCommand;
import dev.annals.standalone.prove.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program behind the launcher: does what the command line asks for. */
@Command(
    name = "annals",
    description = "An event-sourced backend whose record can be proven.",
    subcommands = {
      UpCommand.class,
      LoadCommand.class,
      ProjectionsCommand.class,
      ReplayCommand.class,
      DeadLettersCommand.class,
      VerifyCommand.class,
      ExportCommand.class,
      ArchiveCommand.class,
      RestoreCommand.class,
      RotateSealKeyCommand.class,
      RotateKeyEncryptionKeyCommand.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Annals {

  private Annals() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Annals()).execute(args));
  }
}
