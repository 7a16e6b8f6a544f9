package dev.annals.torture.campaign;

import dev.annals.eventstore.log.history.BuggyLogs;
import dev.annals.torture.writer.WriterCommand;
import picocli.CommandLine;

/** Its writers use a log that acknowledges what it does not store. */
public final class ForgetfulTorture {

  private ForgetfulTorture() {}

  public static void main(String[] args) {
    var commands = new CommandLine(new TortureCommand(ForgetfulTorture.class.getName()));
    commands.addSubcommand(new WriterCommand(BuggyLogs::losesAcknowledged));
    System.exit(commands.execute(args));
  }
}
