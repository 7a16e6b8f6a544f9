package dev.annals.torture.writer;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What a writer process is told when it is started. */
public final class WriterOptions {

  @Option(names = "--url", required = true)
  private String url = "";

  @Option(names = "--user", required = true)
  private String user = "";

  @Option(names = "--schema", required = true)
  private String schema = "";

  @Option(names = "--name", required = true)
  private String name = "";

  @Option(names = "--histories", required = true)
  private Path histories = Path.of("");

  @Option(names = "--threads", required = true)
  private int threads;

  @Option(names = "--seed", required = true)
  private long seed;

  /** Of a process that starts now. */
  public static WriterOptions of(
      String url, String user, String schema, Path histories, int threads) {
    var options = new WriterOptions();
    options.url = url;
    options.user = user;
    options.schema = schema;
    options.histories = histories;
    options.threads = threads;
    return options;
  }

  /** As they are passed on. */
  List<String> arguments(String processName, long processSeed) {
    return List.of(
        "--url=" + url,
        "--user=" + user,
        "--schema=" + schema,
        "--name=" + processName,
        "--histories=" + histories,
        "--threads=" + threads,
        "--seed=" + processSeed);
  }

  String url() {
    return url;
  }

  String user() {
    return user;
  }

  String schema() {
    return schema;
  }

  String name() {
    return name;
  }

  Path histories() {
    return histories;
  }

  int threads() {
    return threads;
  }

  long seed() {
    return seed;
  }
}
