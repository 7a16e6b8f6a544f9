package dev.annals.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.configuration.ConfigurationEnhancer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Axon's update checker is left out: it phones home, and writes there even when switched off. */
class NothingIsSentIT {

  @Test
  void the_update_checker_is_not_there() {
    assertThatThrownBy(() -> Class.forName("org.axonframework.update.UpdateChecker"))
        .isInstanceOf(ClassNotFoundException.class);
    assertThat(ServiceLoader.load(ConfigurationEnhancer.class))
        .extracting(enhancer -> enhancer.getClass().getName())
        .noneMatch(name -> name.startsWith("org.axonframework.update"));
  }

  @Test
  void nothing_is_sent_and_nothing_is_written(@TempDir Path home) throws Exception {
    var program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                QuietStart.class.getName())
            .redirectErrorStream(true)
            .start();

    var output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).contains("events=1 wanted=null");
    assertThat(program.exitValue()).isZero();
    assertThat(home).isEmptyDirectory();
  }
}
