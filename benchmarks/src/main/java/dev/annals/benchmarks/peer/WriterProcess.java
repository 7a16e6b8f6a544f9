package dev.annals.benchmarks.peer;

import dev.annals.benchmarks.measure.Callers;
import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.AppendLoad;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A process that writes to our log; several may write to the same. */
public final class WriterProcess {

  private static final JsonMapper JSON = JsonMapper.shared();

  private WriterProcess() {}

  /** Starts one, called by this name, on the same Java and class path as this process. */
  public static PeerProcess start(String name, Database database) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return PeerProcess.start(
        Path.of("").toAbsolutePath(),
        List.of(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            WriterProcess.class.getName(),
            name,
            JSON.writeValueAsString(database)));
  }

  /** Works for whoever started it, until its input ends. */
  public static void main(String[] arguments) throws IOException {
    var name = arguments[0];
    var database = JSON.readValue(arguments[1], Database.class);
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var annals = AnnalsStore.open(database)) {
      say("{\"ready\":true}");
      for (var line = input.readLine(); line != null; line = input.readLine()) {
        say(JSON.writeValueAsString(work(name, annals, JSON.readValue(line, PeerRequest.class))));
      }
    }
  }

  private static PeerAnswer work(String name, AnnalsStore annals, PeerRequest request) {
    var load =
        new AppendLoad(
            annals, name + "-", request.callers(), AppendLoad.MANY_ENTITIES, annals.head());
    var run = Callers.work(request.callers(), Duration.ofMillis(request.millis()), load);
    return new PeerAnswer(run, load.acknowledged(), -1);
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
