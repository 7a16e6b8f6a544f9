package dev.annals.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything a reader needs to judge the figures, and the figures.
 *
 * @param commit what was measured
 * @param command that measures it again
 * @param pace in words: rounds, lengths
 * @param took in words
 * @param postgres its version
 * @param settings of PostgreSQL, as in force
 */
public record Report(
    String commit,
    String command,
    String pace,
    String took,
    Machine machine,
    String postgres,
    Map<String, String> settings,
    List<Section> sections) {

  /** Writes the page, and its plots into a directory beside it that is named after it. */
  public void write(Path page) throws IOException {
    var name = page.getFileName().toString().replaceFirst("\\.md$", "");
    var plots = page.resolveSibling(name);
    Files.createDirectories(plots);
    for (var section : sections) {
      for (var chart : section.charts()) {
        Files.writeString(plots.resolve(chart.name() + ".svg"), chart.svg());
      }
    }
    Files.writeString(page, markdown(name));
  }

  String markdown(String plots) {
    var text = new StringBuilder();
    text.append(introduction()).append(claims()).append(conditions());
    sections.forEach(section -> text.append(section(section, plots)));
    return text.toString();
  }

  private String introduction() {
    return """
    # Benchmarks

    Written by `%s` for commit %s, which took %s. Every figure is smallest / **middle** / largest of repeated runs (%s).
    A ratio is formed within each round, in which every contestant runs once, one after the other, each round beginning
    with another; so a machine that is slower for a while is slower for all of them. Differences smaller than the spread
    of a row are noise.

    """
        .formatted(command, commit, took, pace);
  }

  private String claims() {
    var table = Table.of("What must hold; the middle decides", "what", "target", "measured", "");
    sections.stream()
        .flatMap(section -> section.claims().stream())
        .forEach(
            claim ->
                table.row(
                    claim.statement(),
                    claim.target(),
                    claim.found(),
                    claim.isMet() ? "met" : "**not met**"));
    return table.build().markdown() + "\n";
  }

  private String conditions() {
    var table = Table.of("Conditions", "", "");
    table.row("processor", machine.processor() + ", " + machine.cores() + " cores");
    table.row("memory", machine.memory());
    table.row("system", machine.system());
    table.row("file system of the data", machine.disk());
    table.row("Java", machine.java());
    table.row("PostgreSQL", postgres);
    settings.forEach((name, value) -> table.row("`" + name + "`", value));
    return table.build().markdown()
        + """

        Callers, database and everything else share this one machine. One PostgreSQL serves all contestants with these
        settings; each has a database of its own. Before the first of them it has written as much as `min_wal_size`, so that it
        uses segments of its write-ahead log again, as a server does that has been up for a while. Callers are virtual threads that wait for one operation before they
        start the next. After every run its result is read back and checked; a run that cannot show what it acknowledged
        ends the benchmark.
        """;
  }

  private static String section(Section section, String plots) {
    var text = new StringBuilder("\n## " + section.title() + "\n\n" + section.about() + "\n");
    for (var table : section.tables()) {
      text.append("\n").append(table.markdown());
    }
    for (var chart : section.charts()) {
      text.append("\n![%s](%s/%s.svg)\n".formatted(chart.title(), plots, chart.name()));
    }
    section.notes().forEach(note -> text.append("\n").append(note).append("\n"));
    return text + "\nAlone: `./annals bench --only " + section.name() + "`\n";
  }
}
