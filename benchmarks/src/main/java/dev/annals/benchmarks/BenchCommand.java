package dev.annals.benchmarks;

import dev.annals.benchmarks.measure.Pace;
import dev.annals.benchmarks.report.Claim;
import dev.annals.benchmarks.report.Machine;
import dev.annals.benchmarks.report.Report;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.server.BenchDirectory;
import dev.annals.benchmarks.server.BenchServer;
import dev.annals.benchmarks.workload.Arena;
import dev.annals.benchmarks.workload.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures, and writes the report. */
@Command(
    name = "bench",
    description = "Measures the event log, alone and beside its peers, and writes a report.")
final class BenchCommand implements Callable<Integer> {

  @Mixin BenchOptions options = new BenchOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var workloads = workloads();
    var page = options.page();
    try (var directory = directory()) {
      Files.createDirectories(page.getParent());
      report(workloads, directory).write(page);
    }
    say("The report: " + page);
    return 0;
  }

  private BenchDirectory directory() throws IOException {
    try {
      return BenchDirectory.claim(options.dataDirectory());
    } catch (IllegalArgumentException notOurs) {
      throw new ParameterException(spec.commandLine(), notOurs.getMessage(), notOurs);
    }
  }

  private List<Workload> workloads() {
    try {
      return Workloads.named(options.only);
    } catch (IllegalArgumentException unknown) {
      throw new ParameterException(spec.commandLine(), unknown.getMessage(), unknown);
    }
  }

  private Report report(List<Workload> workloads, BenchDirectory directory) throws IOException {
    var start = System.nanoTime();
    var data = Files.createDirectories(directory.postgres());
    try (var server = BenchServer.start(data)) {
      server.season();
      var sections = measure(workloads, server, Files.createDirectories(directory.files()));
      return new Report(
          Commit.of(BenchOptions.home()),
          options.commandLine(),
          inWords(options.pace()),
          inWords(Duration.ofNanos(System.nanoTime() - start)),
          Machine.here(data),
          server.version(),
          server.settingsInForce(),
          sections);
    }
  }

  private List<Section> measure(List<Workload> workloads, BenchServer server, Path files) {
    var arena = new Arena(server, options.pace(), options.scale(), BenchOptions.home(), files);
    var sections = new ArrayList<Section>();
    for (var workload : workloads) {
      say(workload.name() + " ...");
      server.settle();
      var section = workload.run(arena);
      section.claims().forEach(this::say);
      sections.add(section);
    }
    return sections;
  }

  private void say(Claim claim) {
    say(
        "  %s: %s, target %s%s"
            .formatted(
                claim.statement(),
                claim.found().replace("**", ""),
                claim.target(),
                claim.isMet() ? "" : ", NOT MET"));
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private static String inWords(Pace pace) {
    return "%d rounds of %d ms, each contestant warmed up for %d ms"
        .formatted(pace.rounds(), pace.run().toMillis(), pace.warmUp().toMillis());
  }

  private static String inWords(Duration took) {
    return "%d min %d s".formatted(took.toMinutes(), took.toSecondsPart());
  }
}
