package dev.annals.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchDirectoryTest {

  @TempDir Path directory;

  @Test
  void takes_one_that_is_not_there_or_empty() throws IOException {
    var absent = directory.resolve("a/b");
    BenchDirectory.claim(absent).close();
    assertThat(absent.resolve(BenchDirectory.MARKER)).exists();

    var empty = Files.createDirectory(directory.resolve("empty"));
    BenchDirectory.claim(empty).close();
    assertThat(empty.resolve(BenchDirectory.MARKER)).exists();
  }

  @Test
  void takes_its_own_again_whatever_an_earlier_run_left() throws IOException {
    try (var first = BenchDirectory.claim(directory)) {
      Files.createDirectories(first.postgres().resolve("base"));
    }

    BenchDirectory.claim(directory).close();

    assertThat(directory.resolve(BenchDirectory.MARKER)).exists();
  }

  @Test
  void refuses_what_somebody_else_keeps_something_in() throws IOException {
    Files.createFile(directory.resolve(".hidden"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BenchDirectory.claim(directory))
        .withMessageContaining("not made by a benchmark");
    assertThat(directory.resolve(BenchDirectory.MARKER)).doesNotExist();
  }

  @Test
  void refuses_one_that_is_in_use() throws IOException {
    try (var first = BenchDirectory.claim(directory)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BenchDirectory.claim(directory))
          .withMessageContaining("in use");
      assertThat(first.postgres().getParent()).isEqualTo(directory);
    }
  }
}
