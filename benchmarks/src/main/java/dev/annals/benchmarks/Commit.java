package dev.annals.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which state of the sources is measured. */
final class Commit {

  private Commit() {}

  /** The commit's short id, and whether files were changed since; "unknown" outside a checkout. */
  static String of(Path repository) {
    var id = git(repository, "rev-parse", "--short=12", "HEAD");
    if (id.isEmpty()) {
      return "unknown";
    }
    // What the benchmark itself writes is no change of what it measures.
    var changes = git(repository, "status", "--porcelain", "--", ".", ":!docs");
    return changes.isEmpty() ? id : id + " with local changes";
  }

  private static String git(Path repository, String... arguments) {
    var command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(List.of(arguments));
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? answer.strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot ask git", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking git", e);
    }
  }
}
