package dev.annals.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The house rules no compiler or formatter knows, over the sources of every module. */
class TidyTest {

  private static final int LINES_PER_FILE_MAX = 400;
  private static final List<String> BANNED =
      List.of(
          "@Autowired",
          "@SuppressWarnings(\"all\")",
          "@Disabled",
          "Instant.now()",
          "UUID.randomUUID()",
          "new RuntimeException(",
          ".printStackTrace(",
          "SELECT *",
          "FIXME",
          "TODO",
          "UnsupportedOperationException");

  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  @Test
  void sources_are_tidy() throws IOException {
    var sources = sources(REPOSITORY);

    assertThat(sources).hasSizeGreaterThan(10);
    assertThat(sources.stream().flatMap(TidyTest::complaints)).isEmpty();
  }

  @Test
  void an_untidy_source_is_named(@TempDir Path repository) throws IOException {
    var untidy = repository.resolve("module/src/main/java/Untidy.java");
    Files.createDirectories(untidy.getParent());
    Files.writeString(untidy, "// FIXME\n".repeat(LINES_PER_FILE_MAX + 1));

    assertThat(sources(repository).stream().flatMap(TidyTest::complaints))
        .containsExactly(untidy + ": 401 lines", untidy + ": FIXME");
  }

  private static List<Path> sources(Path repository) throws IOException {
    try (var files = Files.walk(repository)) {
      return files.filter(TidyTest::isMainSource).filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static boolean isMainSource(Path file) {
    var path = file.toString().replace('\\', '/');
    return path.contains("/src/main/") && !path.contains("/target/");
  }

  private static Stream<String> complaints(Path source) {
    var text = read(source);
    var lines = text.lines().count();
    // The columns of an unnest are its arguments: nobody else can add one.
    var checked = text.replace("SELECT * FROM unnest(", "");
    return Stream.concat(
            lines > LINES_PER_FILE_MAX ? Stream.of(lines + " lines") : Stream.empty(),
            BANNED.stream().filter(checked::contains))
        .map(complaint -> source + ": " + complaint);
  }

  private static String read(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
