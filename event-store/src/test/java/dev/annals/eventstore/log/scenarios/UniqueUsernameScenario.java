package dev.annals.eventstore.log.scenarios;

import static dev.annals.eventstore.log.scenarios.Verdict.accepted;
import static dev.annals.eventstore.log.scenarios.Verdict.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.scenarios.UniqueUsernameScenario.NameFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A name belongs to one account at a time, and rests a while before it can be claimed again. */
abstract class UniqueUsernameScenario extends Scenario<NameFact> {

  private static final Instant MONDAY = Instant.parse("2026-01-05T12:00:00Z");
  private static final Duration REST = Duration.ofDays(3);

  sealed interface NameFact extends Fact {}

  record NameClaimed(String name, String account) implements NameFact {
    @Override
    public Set<Tag> tags() {
      return Set.of(nameTag(name));
    }
  }

  record NameChanged(String from, String to, String account, Instant at) implements NameFact {
    @Override
    public Set<Tag> tags() {
      return Set.of(nameTag(from), nameTag(to));
    }
  }

  record AccountClosed(String name, Instant at) implements NameFact {
    @Override
    public Set<Tag> tags() {
      return Set.of(nameTag(name));
    }
  }

  private static Tag nameTag(String name) {
    return Tag.of("name", name);
  }

  /** From when on a name is free: since ever, since an instant, or not before the end of time. */
  record Name(String name, Instant freeFrom) {

    static Name unused(String name) {
      return new Name(name, Instant.MIN);
    }

    Name evolve(NameFact fact) {
      return switch (fact) {
        case NameClaimed _ -> new Name(name, Instant.MAX);
        case NameChanged(_, var to, _, var at) ->
            new Name(name, to.equals(name) ? Instant.MAX : at.plus(REST));
        case AccountClosed(_, var at) -> new Name(name, at.plus(REST));
      };
    }

    Verdict<NameFact> claim(NameFact claim, Instant now) {
      return freeFrom.isAfter(now) ? rejected("taken") : accepted(claim);
    }
  }

  UniqueUsernameScenario(Supplier<List<EventLog>> processes) {
    super(
        processes,
        Map.of(
            "names.Claimed", NameClaimed.class,
            "names.Changed", NameChanged.class,
            "names.AccountClosed", AccountClosed.class));
  }

  private static Decision<Name, NameFact> claim(String name, String account, Instant now) {
    return decide(name, new NameClaimed(name, account), now);
  }

  private static Decision<Name, NameFact> decide(String name, NameFact claim, Instant now) {
    return new Decision<>(
        EventQuery.tagged(nameTag(name)),
        Name.unused(name),
        Name::evolve,
        known -> known.claim(claim, now));
  }

  @Test
  void a_name_is_claimed_once() {
    assertThat(when(claim("zoe", "1", MONDAY))).isEqualTo(accepted(new NameClaimed("zoe", "1")));
    assertThat(when(claim("zoe", "2", MONDAY))).isEqualTo(rejected("taken"));
    assertThat(when(claim("zoey", "2", MONDAY))).isEqualTo(accepted(new NameClaimed("zoey", "2")));
  }

  @Test
  void a_name_given_up_rests_before_it_is_free_again() {
    given(new NameClaimed("zoe", "1"), new AccountClosed("zoe", MONDAY));

    assertThat(when(claim("zoe", "2", MONDAY.plus(REST).minusMillis(1))))
        .isEqualTo(rejected("taken"));
    assertThat(when(claim("zoe", "2", MONDAY.plus(REST))))
        .isEqualTo(accepted(new NameClaimed("zoe", "2")));
  }

  @Test
  void changing_a_name_takes_the_new_and_gives_up_the_old() {
    given(new NameClaimed("zoe", "1"), new NameChanged("zoe", "kim", "1", MONDAY));

    assertThat(when(claim("kim", "2", MONDAY.plus(REST)))).isEqualTo(rejected("taken"));
    assertThat(when(claim("zoe", "2", MONDAY))).isEqualTo(rejected("taken"));
    assertThat(when(claim("zoe", "2", MONDAY.plus(REST))))
        .isEqualTo(accepted(new NameClaimed("zoe", "2")));
  }

  @Test
  void of_those_who_claim_one_name_at_once_one_gets_it() {
    var verdicts = whenAtOnce(each(i -> claim("zoe", "" + i, MONDAY)));

    assertThat(verdicts).filteredOn(rejected("taken")::equals).hasSize(RACERS - 1);
    assertThat(recorded()).hasSize(1);
    assertThat(conflicts()).isEqualTo(RACERS - 1);
  }

  @Test
  void a_new_account_loses_to_an_old_one_that_changes_to_the_name() {
    given(new NameClaimed("zoe", "1"));
    var change = new NameChanged("zoe", "kim", "1", MONDAY);

    assertThat(whenMeanwhile(claim("kim", "2", MONDAY), change)).isEqualTo(rejected("taken"));
    assertThat(recorded()).containsExactly(new NameClaimed("zoe", "1"), change);
  }

  @Test
  void different_names_are_not_in_each_others_way() {
    whenAtOnce(each(i -> claim("name " + i, "" + i, MONDAY)));

    assertThat(recorded()).hasSize(RACERS);
    assertThat(conflicts()).isZero();
  }
}
