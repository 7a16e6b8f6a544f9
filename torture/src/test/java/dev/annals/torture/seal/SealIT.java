package dev.annals.torture.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The short form of the campaign that {@code annals torture seal} runs for long. */
@Timeout(300)
class SealIT {

  @TempDir private Path scratch = Path.of("");

  @Test
  void a_campaign_against_sealers_finds_no_fork() {
    var torture = new CommandLine(new SealCommand());
    assertThat(torture.execute("--kills=3", "--seed=5", "--minutes-max=4", "--scratch=" + scratch))
        .isZero();
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void a_campaign_of_nothing_is_refused() {
    var torture = new CommandLine(new SealCommand());
    assertThat(torture.execute("--kills=0", "--scratch=" + scratch)).isEqualTo(2);
    assertThat(torture.execute("--sealers=0", "--scratch=" + scratch)).isEqualTo(2);
  }

  @Test
  void every_statement_can_be_planned() throws SQLException {
    try (var connection = TestPostgres.freshDatabase().getConnection();
        var statement = connection.createStatement()) {
      for (var sql : SealCampaignSql.ALL) {
        assertThat(statement.executeQuery("EXPLAIN " + sql).next()).isTrue();
      }
    }
  }
}
