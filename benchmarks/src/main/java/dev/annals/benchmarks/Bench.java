package dev.annals.benchmarks;

import picocli.CommandLine;

/** The program behind {@code annals bench}. */
public final class Bench {

  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BenchCommand()).execute(arguments));
  }
}
