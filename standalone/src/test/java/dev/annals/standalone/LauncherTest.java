package dev.annals.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The shell script at the root, tried on a small copy of the repository and a pretended JDK. */
class LauncherTest {

  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir Path directory;

  private Path repository;
  private Path jar;
  private Path jdk;

  @BeforeEach
  void pretend_a_repository_and_a_jdk() throws IOException {
    repository = directory.resolve("with space/repository");
    jar = repository.resolve("standalone/target/annals.jar");
    jdk = directory.resolve("a jdk");
    write("standalone/pom.xml", "");
    write("standalone/src/main/java/Source.java", "");
    write(".mvn/maven.config", "");
    write("pom.xml", "");
    writeProgram(
        repository.resolve("mvnw"),
        "mkdir -p standalone/target; echo \"mvnw $*\" >&2; touch " + jarInside());
    Files.copy(Path.of("../annals"), repository.resolve("annals"));
    Files.createDirectories(jdk);
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    writeProgram(jdk.resolve("bin/java"), "pwd -P; for word; do echo \"[$word]\"; done");
    writeProgram(jdk.resolve("bin/javac"), "");
  }

  @Test
  void hands_its_arguments_and_the_working_directory_to_the_program() throws Exception {
    build();

    var run = annals("load", "a file.csv", "--limit=3");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).first().isEqualTo(directory.toRealPath().toString());
    assertThat(run.lines())
        .contains("[-Dannals.home=%s]".formatted(repository.toRealPath()))
        .containsSequence(
            "[-jar]", "[%s]".formatted(jar.toRealPath()), "[load]", "[a file.csv]", "[--limit=3]");
  }

  @ParameterizedTest
  @MethodSource("commandsOfTheProgram")
  void knows_every_command_of_the_program(String command) throws Exception {
    build();

    assertThat(annals(command).lines()).contains("[%s]".formatted(command));
    assertThat(annals("help").lines()).anyMatch(line -> line.startsWith("  " + command + " "));
  }

  static Stream<String> commandsOfTheProgram() {
    return new CommandLine(Annals.class)
        .getSubcommands().keySet().stream().filter(command -> !command.equals("help"));
  }

  @Test
  void builds_and_runs_the_benchmarks_apart_from_the_program() throws Exception {
    var benchmarks = repository.resolve("benchmarks/target/annals-benchmarks.jar");
    writeProgram(
        repository.resolve("mvnw"),
        "echo \"mvnw $*\" >&2; mkdir -p benchmarks/target; touch "
            + "benchmarks/target/annals-benchmarks.jar");

    var run = annals("bench", "--quick");

    assertThat(run.lines()).anyMatch(line -> line.contains("-pl benchmarks -am package"));
    assertThat(run.lines())
        .containsSequence("[-jar]", "[%s]".formatted(benchmarks.toRealPath()), "[--quick]");
    assertThat(jar).doesNotExist();
  }

  @Test
  void builds_and_runs_the_torture_apart_from_the_program() throws Exception {
    var torture = tortureThatCanBeBuilt();

    var run = annals("torture", "--rounds", "5");

    assertThat(run.lines()).anyMatch(line -> line.contains("-pl torture -am package"));
    assertThat(run.lines())
        .contains("[-Xmx3g]")
        .containsSequence("[-jar]", "[%s]".formatted(torture.toRealPath()), "[--rounds]", "[5]");
    assertThat(jar).doesNotExist();
  }

  @Test
  void builds_the_torture_again_when_its_checker_has_changed() throws Exception {
    write("event-store/src/test/java/Checker.java", "");
    var torture = tortureThatCanBeBuilt();
    annals("torture");

    assertThat(annals("torture").lines()).noneMatch(line -> line.startsWith("mvnw"));
    Files.setLastModifiedTime(
        repository.resolve("event-store/src/test/java/Checker.java"),
        FileTime.from(Files.getLastModifiedTime(torture).toInstant().plusSeconds(1)));
    assertThat(annals("torture").lines()).anyMatch(line -> line.startsWith("mvnw"));
  }

  private Path tortureThatCanBeBuilt() throws IOException {
    var torture = "torture/target/annals-torture.jar";
    writeProgram(
        repository.resolve("mvnw"),
        "echo \"mvnw $*\" >&2; mkdir -p torture/target; touch " + torture);
    return repository.resolve(torture);
  }

  @Test
  void rehearses_the_first_start_after_a_build_and_uses_what_was_noted() throws Exception {
    build();
    rehearsable();

    var first = annals("up");
    var second = annals("up");

    assertThat(first.lines()).first().asString().startsWith("annals: rehearsing a start");
    assertThat(second.lines()).first().isEqualTo(directory.toRealPath().toString());
    var app = onlyApp();
    for (var run : List.of(first, second)) {
      assertThat(run.lines())
          .contains("[-XX:AOTCache=%s]".formatted(app.resolve("cache")))
          .containsSequence("[-jar]", "[%s]".formatted(app.resolve("annals.jar")), "[up]");
    }
  }

  @Test
  void rehearses_again_after_another_build() throws Exception {
    build();
    rehearsable();
    annals("up");
    var former = onlyApp();
    buildAgain();

    assertThat(annals("up").lines()).first().asString().startsWith("annals: rehearsing a start");
    assertThat(onlyApp()).isNotEqualTo(former);
  }

  @Test
  void leaves_a_running_instance_what_it_runs_from() throws Exception {
    build();
    rehearsable();
    var former = annals("up");
    var running = onlyApp();
    assertThat(former.lines())
        .contains("[process %s]".formatted(onlyEntry(running.resolve("users")).getFileName()));
    var me = Long.toString(ProcessHandle.current().pid());
    Files.createFile(running.resolve("users").resolve(me));
    buildAgain();

    var run = annals("up");

    assertThat(running.resolve("annals.jar")).exists();
    assertThat(onlyEntry(running.resolve("users"))).hasFileName(me);
    assertThat(run.lines())
        .anyMatch(line -> line.endsWith("/annals.jar]"))
        .noneMatch(line -> line.contains(running.toString()));
    Files.delete(running.resolve("users").resolve(me));
    buildAgain();
    annals("up");
    assertThat(onlyApp()).isNotEqualTo(running);
  }

  private Path onlyApp() throws IOException {
    return onlyEntry(jar.toRealPath().resolveSibling("apps"));
  }

  private static Path onlyEntry(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      var found = entries.toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }

  /** The jar is newer than what was unpacked. */
  private void buildAgain() throws IOException {
    Files.setLastModifiedTime(
        jar.resolveSibling("apps.prepared"), FileTime.from(LONG_AGO.toInstant().plusSeconds(1)));
  }

  @Test
  void starts_also_when_the_rehearsal_fails() throws Exception {
    build();
    writeProgram(
        jdk.resolve("bin/java"),
        "for word; do echo \"[$word]\"; case $word in -Djarmode*) exit 1; esac; done");

    var run = annals("up");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines())
        .noneMatch(line -> line.contains("AOTCache"))
        .containsSequence("[-jar]", "[%s]".formatted(jar.toRealPath()), "[up]");
  }

  /** Makes the pretended JDK unpack a jar and remember a run. */
  private void rehearsable() throws IOException {
    writeProgram(
        jdk.resolve("bin/java"),
        """
        pwd -P
        for word; do
          echo "[$word]"
          case $before in --destination) mkdir -p "$word"; touch "$word/annals.jar" ;; esac
          case $word in -XX:AOTCacheOutput=*) touch "${word#*=}" ;; esac
          before=$word
        done
        echo "[process $$]\"""");
  }

  @Test
  void is_found_through_a_chain_of_links() throws Exception {
    build();
    var first = Files.createSymbolicLink(directory.resolve("first"), repository.resolve("annals"));
    var second = Files.createSymbolicLink(directory.resolve("second"), first.getFileName());

    assertThat(run(second, "up").lines()).contains("[%s]".formatted(jar.toRealPath()));
  }

  @Test
  void builds_when_there_is_no_jar() throws Exception {
    assertThat(annals("up").lines()).anyMatch(line -> line.startsWith("mvnw")).contains("[up]");
  }

  @Test
  void builds_when_a_source_is_newer_than_the_jar() throws Exception {
    build();
    Files.setLastModifiedTime(jar, LONG_AGO);

    assertThat(annals("up").lines()).anyMatch(line -> line.startsWith("mvnw")).contains("[up]");
    assertThat(annals("up").lines()).noneMatch(line -> line.startsWith("mvnw")).contains("[up]");
  }

  @Test
  void says_so_and_stops_when_the_build_fails() throws Exception {
    writeProgram(repository.resolve("mvnw"), "exit 1");

    var run = annals("up");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lines()).last().isEqualTo("annals: the build failed.");
  }

  @Test
  void refuses_an_older_jdk_by_name() throws Exception {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");

    var run = annals("up");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lines())
        .containsExactly("annals: ANNALS_JAVA_HOME=%s is not a JDK 25.".formatted(jdk));
  }

  @Test
  void explains_itself_without_a_jdk_or_a_build() throws Exception {
    Files.delete(jdk.resolve("release"));

    assertThat(annals().exitCode()).isZero();
    assertThat(annals("help").lines())
        .anyMatch(line -> line.strip().startsWith("up "))
        .anyMatch(line -> line.strip().startsWith("load "))
        .anyMatch(line -> line.strip().startsWith("test "));
  }

  @Test
  void refuses_an_unknown_command() throws Exception {
    var run = annals("upp");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.lines()).first().isEqualTo("annals: unknown command: upp");
  }

  private record Run(int exitCode, List<String> lines) {}

  private Run annals(String... arguments) throws IOException, InterruptedException {
    return run(repository.resolve("annals"), arguments);
  }

  private Run run(Path script, String... arguments) throws IOException, InterruptedException {
    var command = Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList();
    var builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("ANNALS_JAVA_HOME", jdk.toString());
    builder.environment().remove("ANNALS_JAVA_OPTS");
    var process = builder.start();
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      var lines = output.lines().toList();
      return new Run(process.waitFor(), lines);
    }
  }

  private void build() throws IOException {
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "");
  }

  private String jarInside() {
    return repository.relativize(jar).toString();
  }

  private void write(String path, String text) throws IOException {
    var file = repository.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, LONG_AGO);
  }

  private static void writeProgram(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
