package dev.annals.benchmarks.report;

/** A plot, kept as a file beside the report. */
public sealed interface Chart permits BarChart, LineChart {

  /** The file's name without its ending; also a word in links. */
  String name();

  String title();

  /** A complete SVG document. */
  String svg();
}
