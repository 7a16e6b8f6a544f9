package dev.annals.torture.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.history.Tally;
import dev.annals.eventstore.log.history.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ReportTest {

  private static final Violation GAP = new Violation(Violation.Kind.GAP, "the log lacks 3 to 4");

  private static Report report(Map<Kill, Integer> kills, Violation... violations) {
    var options =
        CommandLine.populateCommand(new CampaignOptions(), "--rounds=2", "--appends=1", "--seed=5");
    var verdict = new Verdict(new Tally(), 0, 0, violations.length, List.of(violations));
    return new Report(options, Duration.ofSeconds(61), kills, Map.of(), verdict);
  }

  @Test
  void a_violation_is_named() {
    var report = report(Map.of(Kill.SERVER, 2), GAP);
    assertThat(report.isClean()).isFalse();
    assertThat(report.text())
        .contains("seed 5, 1 min 1 s", "server 2", "GAP: the log lacks 3 to 4");
  }

  @Test
  void a_campaign_that_checked_too_little_is_not_clean() {
    var report = report(Map.of(Kill.WRITER, 1));
    assertThat(report.isClean()).isFalse();
    assertThat(report.text()).contains("violations             0", "ended early");
  }
}
