package dev.annals.eventstore.log.scenarios;

import static dev.annals.eventstore.log.scenarios.Verdict.accepted;
import static dev.annals.eventstore.log.scenarios.Verdict.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.scenarios.OptInTokenScenario.SignUpFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A mailed token confirms the address it was mailed to, once, and not after an hour. */
abstract class OptInTokenScenario extends Scenario<SignUpFact> {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final Duration VALID = Duration.ofHours(1);
  private static final SignUpFact CONFIRMED = new SignUpConfirmed("anna@example.org", "4711");

  sealed interface SignUpFact extends Fact {}

  record TokenMailed(String address, String token, Instant at) implements SignUpFact {
    @Override
    public Set<Tag> tags() {
      return about(address, token);
    }
  }

  record SignUpConfirmed(String address, String token) implements SignUpFact {
    @Override
    public Set<Tag> tags() {
      return about(address, token);
    }
  }

  private static Set<Tag> about(String address, String token) {
    return Set.of(Tag.of("address", address), Tag.of("token", token));
  }

  /** What is known of one token mailed to one address. */
  enum Token {
    UNKNOWN,
    VALID,
    EXPIRED,
    USED;

    static Token after(SignUpFact fact, Instant now) {
      return switch (fact) {
        case TokenMailed(_, _, var at) ->
            at.plus(OptInTokenScenario.VALID).isBefore(now) ? EXPIRED : VALID;
        case SignUpConfirmed _ -> USED;
      };
    }

    Verdict<SignUpFact> confirm(SignUpConfirmed confirmation) {
      return switch (this) {
        case UNKNOWN -> rejected("unknown");
        case EXPIRED -> rejected("expired");
        case USED -> rejected("used");
        case VALID -> accepted(confirmation);
      };
    }
  }

  OptInTokenScenario(Supplier<List<EventLog>> processes) {
    super(
        processes,
        Map.of("signup.TokenMailed", TokenMailed.class, "signup.Confirmed", SignUpConfirmed.class));
  }

  private static Decision<Token, SignUpFact> confirm(String address, String token, Instant now) {
    return new Decision<>(
        EventQuery.anyOf(new EventQuery.Item(Set.of(), about(address, token))),
        Token.UNKNOWN,
        (_, fact) -> Token.after(fact, now),
        known -> known.confirm(new SignUpConfirmed(address, token)));
  }

  private static Decision<Token, SignUpFact> confirmAnna(Instant now) {
    return confirm("anna@example.org", "4711", now);
  }

  @Test
  void a_token_confirms_its_own_address_once() {
    given(new TokenMailed("anna@example.org", "4711", NOON));
    given(new TokenMailed("bert@example.org", "4712", NOON));

    assertThat(when(confirm("anna@example.org", "4712", NOON))).isEqualTo(rejected("unknown"));
    assertThat(when(confirm("bert@example.org", "4711", NOON))).isEqualTo(rejected("unknown"));
    assertThat(when(confirmAnna(NOON))).isEqualTo(accepted(CONFIRMED));
    assertThat(when(confirmAnna(NOON))).isEqualTo(rejected("used"));
  }

  @Test
  void a_token_expires_unless_a_new_one_is_mailed() {
    given(new TokenMailed("anna@example.org", "4711", NOON));
    var late = NOON.plus(VALID).plusMillis(1);

    assertThat(when(confirmAnna(late))).isEqualTo(rejected("expired"));
    given(new TokenMailed("anna@example.org", "4713", late));
    assertThat(when(confirm("anna@example.org", "4713", late)))
        .isEqualTo(accepted(new SignUpConfirmed("anna@example.org", "4713")));
  }

  @Test
  void a_token_used_several_times_at_the_same_moment_confirms_once() {
    given(new TokenMailed("anna@example.org", "4711", NOON));

    var verdicts = whenAtOnce(each(_ -> confirmAnna(NOON)));

    assertThat(verdicts).filteredOn(rejected("used")::equals).hasSize(RACERS - 1);
    assertThat(recorded()).filteredOn(CONFIRMED::equals).hasSize(1);
    assertThat(conflicts()).isEqualTo(RACERS - 1);
  }

  @Test
  void tokens_of_different_addresses_are_not_in_each_others_way() {
    given(each(i -> new TokenMailed(i + "@example.org", "4711", NOON)));

    whenAtOnce(each(i -> confirm(i + "@example.org", "4711", NOON)));

    assertThat(recorded()).hasSize(2 * RACERS);
    assertThat(conflicts()).isZero();
  }
}
