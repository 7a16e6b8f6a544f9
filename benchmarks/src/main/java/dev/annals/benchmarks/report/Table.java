package dev.annals.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of text under a heading. */
public record Table(String caption, List<String> columns, List<List<String>> rows) {

  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (var row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException("A row of " + row.size() + " cells: " + row);
      }
    }
  }

  /** A table still to be filled, for one thread. */
  public static Builder of(String caption, String... columns) {
    return new Builder(caption, List.of(columns));
  }

  String markdown() {
    var lines = new ArrayList<String>();
    lines.add("**" + caption + "**\n");
    lines.add(line(columns));
    lines.add("|---".repeat(columns.size()) + "|");
    rows.forEach(row -> lines.add(line(row)));
    return String.join("\n", lines) + "\n";
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /** Takes the rows one by one. */
  public static final class Builder {

    private final String caption;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    private Builder(String caption, List<String> columns) {
      this.caption = caption;
      this.columns = columns;
    }

    public Builder row(String... cells) {
      rows.add(List.of(cells));
      return this;
    }

    public Table build() {
      return new Table(caption, columns, rows);
    }
  }
}
