package dev.annals.torture.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.history.Tally;
import dev.annals.eventstore.log.history.Violation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
  void a_long_campaign_lacks_no_kind_of_kill_or_mischief() {
    var kills = Arrays.stream(Kill.values()).collect(Collectors.toMap(kill -> kill, _ -> 4));
    var mischief =
        Arrays.stream(Mischief.Kind.values()).collect(Collectors.toMap(kind -> kind, _ -> 1L));
    assertThat(longReport(kills, mischief).isClean()).isTrue();

    mischief.remove(Mischief.Kind.ROLLBACK);
    kills.remove(Kill.POSTMASTER);
    kills.merge(Kill.WRITER, 4, Integer::sum);
    var report = longReport(kills, mischief);
    assertThat(report.isClean()).isFalse();
    assertThat(report.text()).contains("never happened         postmaster, rollback");
  }

  private static Report longReport(Map<Kill, Integer> kills, Map<Mischief.Kind, Long> mischief) {
    var options =
        CommandLine.populateCommand(
            new CampaignOptions(), "--rounds=20", "--appends=0", "--seed=5");
    var verdict = new Verdict(new Tally(), 0, 0, 0, List.of());
    return new Report(options, Duration.ofSeconds(61), kills, mischief, verdict);
  }

  @Test
  void a_campaign_that_checked_too_little_is_not_clean() {
    var report = report(Map.of(Kill.WRITER, 1));
    assertThat(report.isClean()).isFalse();
    assertThat(report.text()).contains("violations             0", "ended early");
  }
}
