package dev.annals.torture;

import dev.annals.torture.campaign.TortureCommand;
import dev.annals.torture.reads.ReadsCommand;
import dev.annals.torture.seal.SealCommand;
import dev.annals.torture.writer.WriterCommand;
import picocli.CommandLine;

/** The program behind {@code annals torture}, and behind the writers it starts. */
public final class Torture {

  private Torture() {}

  public static void main(String[] args) {
    // The tests of the event store, which are on the class path, bring a configuration, too.
    System.setProperty("logback.configurationFile", "torture-logback.xml");
    var commands = new CommandLine(new TortureCommand(Torture.class.getName()));
    commands.addSubcommand(new WriterCommand());
    commands.addSubcommand(new ReadsCommand());
    commands.addSubcommand(new SealCommand());
    System.exit(commands.execute(args));
  }
}
