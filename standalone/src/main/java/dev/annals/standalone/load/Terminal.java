package dev.annals.standalone.load;

import java.io.PrintWriter;
import picocli.CommandLine;

/**
 * Where the load tells how it goes: results to one side, progress to the other.
 *
 * @param interactive whether a person is looking on, so that a line can be drawn over and over
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {

  /** The command's own outputs. */
  @SuppressWarnings("SystemConsoleNull") // it still is where jdk.console says so
  static Terminal of(CommandLine command) {
    var console = System.console();
    return new Terminal(
        command.getOut(), command.getErr(), console != null && console.isTerminal());
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  void complain(String line) {
    err.println(line);
    err.flush();
  }

  Progress progress(String title, long total) {
    return Progress.start(title, total, err, interactive);
  }
}
