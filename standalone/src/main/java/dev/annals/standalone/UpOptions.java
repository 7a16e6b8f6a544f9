package dev.annals.standalone;

import dev.annals.standalone.postgres.RunningServer;
import java.net.InetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What can be chosen about a running Annals. */
final class UpOptions {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  boolean help;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Keeps everything between runs. Default: $$ANNALS_DATA, or else .annals-data in the"
              + " directory of the launcher.")
  @Nullable Path data;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Where the services listen. Default: ${DEFAULT-VALUE}, this machine only.")
  InetAddress address = InetAddress.getLoopbackAddress();

  @Option(
      names = "--port",
      paramLabel = "N",
      converter = Port.class,
      defaultValue = "8080",
      description = "Port of the command service, 0 for any. Default: ${DEFAULT-VALUE}.")
  int port;

  @Option(
      names = "--query-port",
      paramLabel = "N",
      converter = Port.class,
      defaultValue = "8081",
      description = "Port of the query service, 0 for any. Default: ${DEFAULT-VALUE}.")
  int queryPort;

  @Option(
      names = "--postgres-port",
      paramLabel = "N",
      converter = Port.class,
      defaultValue = "0",
      description = "Port of PostgreSQL, this machine only. Default: any free one.")
  int postgresPort;

  @Option(
      names = "--until-ready",
      description = "Stops as soon as everything runs; for trying whether it would.")
  boolean untilReady;

  /** A port number, or a clear answer. */
  static final class Port implements ITypeConverter<Integer> {

    private static final int MAX = 65_535;

    @Override
    public Integer convert(String text) {
      try {
        var port = Integer.parseInt(text);
        if (port >= 0 && port <= MAX) {
          return port;
        }
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'%s' is not a port".formatted(text));
      }
      throw new TypeConversionException("'%s' is not a port: 0 to %d".formatted(text, MAX));
    }
  }

  Path dataDirectory() {
    return data == null ? RunningServer.defaultDirectory() : data;
  }
}
