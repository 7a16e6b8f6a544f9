package dev.annals.torture.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.torture.Torture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The short form of the campaign that {@code annals torture} runs for long. */
@Timeout(300)
class TortureIT {

  @TempDir private Path scratch = Path.of("");

  @Test
  void a_campaign_finds_no_broken_promise() {
    var torture = new CommandLine(new TortureCommand(Torture.class.getName()));
    assertThat(
            torture.execute(
                "--rounds=5",
                "--appends=6000",
                "--processes=2",
                "--threads=6",
                "--seed=7",
                "--minutes-max=4",
                "--scratch=" + scratch))
        .isZero();
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void a_campaign_that_finds_a_broken_promise_fails_and_keeps_everything() {
    var torture = new CommandLine(new TortureCommand(ForgetfulTorture.class.getName()));
    assertThat(
            torture.execute(
                "--rounds=1",
                "--appends=500",
                "--processes=1",
                "--threads=4",
                "--seed=8",
                "--minutes-max=4",
                "--scratch=" + scratch))
        .isEqualTo(1);
    assertThat(scratch).isNotEmptyDirectory();
  }

  @Test
  void a_campaign_of_nothing_is_refused() {
    var torture = new CommandLine(new TortureCommand(Torture.class.getName()));
    assertThat(torture.execute("--rounds=0", "--scratch=" + scratch)).isEqualTo(2);
    assertThat(torture.execute("--threads=501", "--scratch=" + scratch)).isEqualTo(2);
  }
}
