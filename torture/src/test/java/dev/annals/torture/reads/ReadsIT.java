package dev.annals.torture.reads;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The short form of the campaign that {@code annals torture reads} runs for long. */
@Timeout(540)
class ReadsIT {

  @TempDir private Path scratch = Path.of("");

  @Test
  void a_campaign_against_query_services_finds_no_broken_promise() {
    var torture = new CommandLine(new ReadsCommand());
    assertThat(
            torture.execute(
                "--rounds=2", "--rate=300", "--seed=11", "--minutes-max=8", "--scratch=" + scratch))
        .isZero();
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void a_campaign_of_nothing_is_refused() {
    var torture = new CommandLine(new ReadsCommand());
    assertThat(torture.execute("--rounds=0", "--scratch=" + scratch)).isEqualTo(2);
    assertThat(torture.execute("--instances=1", "--scratch=" + scratch)).isEqualTo(2);
  }
}
