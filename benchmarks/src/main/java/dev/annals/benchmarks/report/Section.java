package dev.annals.benchmarks.report;

import java.util.List;

/**
 * One workload's part of the report.
 *
 * @param name of the workload, as on the command line
 * @param about how it was measured
 * @param notes what a reader should know besides, for instance which peer could not take part
 */
public record Section(
    String name,
    String title,
    String about,
    List<Claim> claims,
    List<Table> tables,
    List<Chart> charts,
    List<String> notes) {

  public Section {
    claims = List.copyOf(claims);
    tables = List.copyOf(tables);
    charts = List.copyOf(charts);
    notes = List.copyOf(notes);
  }
}
