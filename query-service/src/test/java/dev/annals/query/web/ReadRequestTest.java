package dev.annals.query.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.TestEvents;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.query.testing.SteppingClock;
import dev.annals.query.web.ReadRequest.Reads;
import dev.annals.web.Admission;
import dev.annals.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.support.TransactionOperations;

class ReadRequestTest {

  private static final Instant DAWN = Instant.parse("2026-01-01T06:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(10);

  private final MockHttpServletRequest http = new MockHttpServletRequest();
  private final MockHttpServletResponse response = new MockHttpServletResponse();
  private final List<Duration> waits = new ArrayList<>();
  private final InMemoryEventLog log = new InMemoryEventLog(new SteppingClock(DAWN, STEP));
  private final Reads reads =
      new Reads(
          new Admission(1, "Too many reads are under way."),
          new Admission(1, "Too many reads wait for a view."),
          new ReplayedReads(
              JdbcClient.create(new DriverManagerDataSource()),
              TransactionOperations.withoutTransaction()),
          new Moments(log, Clock.fixed(DAWN.plusSeconds(100), ZoneOffset.UTC)));

  @Test
  void without_a_position_asked_for_nothing_is_waited_for() {
    http.addHeader("Prefer", "wait=5");
    assertThat(read(at(0), 7)).isEqualTo("rows");
    assertThat(waits).isEmpty();
    assertThat(response.getHeader("Annals-Position")).isEqualTo("7");
    assertThat(response.getHeader("Preference-Applied")).isNull();
  }

  @Test
  void waits_as_long_as_preferred_and_else_for_two_seconds() {
    http.addHeader("Annals-Min-Position", "7");
    read(at(7), 7);
    http.addHeader("Prefer", "wait=5");
    read(at(7), 9);
    assertThat(waits).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(5));
    assertThat(response.getHeader("Annals-Position")).isEqualTo("9");
    assertThat(response.getHeader("Preference-Applied")).isEqualTo("wait=5");
  }

  @Test
  void rows_older_than_the_memory_of_this_process_are_read_again() {
    http.addHeader("Annals-Min-Position", "7");
    var positions = new ArrayDeque<>(List.of(5L, 6L, 7L));
    var request = ReadRequest.of(http, response, reads);
    var rows =
        request.read(at(7), () -> new Projected<>(SequencePosition.of(positions.remove()), "rows"));
    assertThat(rows).isEqualTo("rows");
    assertThat(response.getHeader("Annals-Position")).isEqualTo("7");
  }

  @Test
  void rows_older_than_the_memory_of_this_process_are_not_served() {
    http.addHeader("Annals-Min-Position", "7");
    http.addHeader("Prefer", "wait=0");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(at(7), 6))
        .satisfies(
            refused -> {
              assertThat(refused.problem().type()).isEqualTo("/problems/position-not-reached");
              assertThat(refused.problem().status()).isEqualTo(503);
              assertThat(refused.headers())
                  .containsEntry("Annals-Position", "6")
                  .containsEntry("Retry-After", "1");
            });
  }

  @Test
  void a_view_that_does_not_get_there_is_not_even_asked() {
    http.addHeader("Annals-Min-Position", "8");
    var request = ReadRequest.of(http, response, reads);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () ->
                request.read(
                    at(7),
                    () -> {
                      throw new AssertionError("asked");
                    }))
        .withMessageContaining("has come to 7");
  }

  @Test
  void who_is_interrupted_while_waiting_is_told_to_come_back() {
    http.addHeader("Annals-Min-Position", "8");
    var request = ReadRequest.of(http, response, reads);
    var interrupted =
        new Progress(SequencePosition.ORIGIN) {
          @Override
          public boolean awaitPosition(SequencePosition position, Duration timeout)
              throws InterruptedException {
            throw new InterruptedException();
          }
        };
    try {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> request.read(interrupted, () -> new Projected<>(at8(), "rows")))
          .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(503));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void one_read_too_many_is_refused_at_once() {
    var outer = ReadRequest.of(http, response, reads);
    var rows =
        outer.read(
            at(7),
            () -> {
              assertThatExceptionOfType(ProblemException.class)
                  .isThrownBy(() -> read(at(7), 7))
                  .satisfies(
                      refused -> {
                        assertThat(refused.problem().status()).isEqualTo(503);
                        assertThat(refused.headers()).containsEntry("Retry-After", "1");
                      });
              return new Projected<>(SequencePosition.of(7), "rows");
            });
    assertThat(rows).isEqualTo("rows");
    assertThat(read(at(7), 7)).isEqualTo("rows");
  }

  @Test
  void one_that_waits_too_many_is_refused_at_once() {
    http.addHeader("Annals-Min-Position", "7");
    var outer = ReadRequest.of(http, response, reads);
    var meanwhile =
        new Progress(SequencePosition.of(7)) {
          @Override
          public boolean awaitPosition(SequencePosition position, Duration timeout) {
            assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(at(7), 7))
                .satisfies(
                    refused -> {
                      assertThat(refused.problem().detail()).contains("wait for a view");
                      assertThat(refused.headers()).containsEntry("Retry-After", "1");
                    });
            return true;
          }
        };
    assertThat(outer.<String>read(meanwhile, () -> new Projected<>(at8(), "rows")))
        .isEqualTo("rows");
    assertThat(read(at(7), 7)).isEqualTo("rows");
  }

  @Test
  void a_position_of_the_past_is_waited_for_and_told() {
    happen(9);
    http.addParameter("position", "5");

    assertThat(readAsOf(at(7), 7)).isEqualTo("rows at 5");
    assertThat(response.getHeader("Annals-Position")).isEqualTo("5");
    http.setParameter("position", "8");
    http.addHeader("Prefer", "wait=3");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> readAsOf(at(7), 7))
        .satisfies(refused -> assertThat(type(refused)).isEqualTo("position-not-reached"));
    assertThat(waits).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(3));
  }

  @Test
  void the_past_may_be_asked_for_from_a_view_that_is_fresh() {
    happen(9);
    http.addParameter("position", "5");
    http.addHeader("Annals-Min-Position", "8");

    assertThat(readAsOf(at(9), 9)).isEqualTo("rows at 5");
    assertThat(response.getHeader("Annals-Position")).isEqualTo("5");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> readAsOf(at(7), 7))
        .withMessageContaining("8 is not in this view");
  }

  @Test
  void an_instant_is_the_position_of_the_last_event_by_then() {
    happen(9);
    http.addParameter("at", "2026-01-01T06:00:59.999999999Z");
    assertThat(readAsOf(at(9), 9)).isEqualTo("rows at 5");
    http.setParameter("at", "2026-01-01T08:01:00+02:00");
    assertThat(readAsOf(at(9), 9)).isEqualTo("rows at 6");
    http.setParameter("at", "2026-01-01T06:01:40Z");
    assertThat(readAsOf(at(9), 9)).isEqualTo("rows at 9");
  }

  @Test
  void moments_that_the_log_does_not_have_are_refused_without_waiting() {
    happen(9);
    assertRefused("position", "10", "position-in-future", 400);
    assertRefused("position", "9223372036854775807", "position-in-future", 400);
    assertRefused("position", "0", "before-first-event", 404);
    assertRefused("at", "2026-01-01T06:00:09.999999Z", "before-first-event", 404);
    assertRefused("at", "0000-01-01T00:00:00Z", "before-first-event", 404);
    assertRefused("at", "2026-01-01T06:01:40.000001Z", "instant-in-future", 400);
    assertThat(waits).isEmpty();
  }

  private void assertRefused(String parameter, String value, String type, int status) {
    http.removeAllParameters();
    http.addParameter(parameter, value);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> readAsOf(at(9), 9))
        .satisfies(
            refused -> {
              assertThat(type(refused)).isEqualTo(type);
              assertThat(refused.problem().status()).isEqualTo(status);
            });
  }

  @Test
  void what_is_known_of_the_present_only_is_not_told_of_the_past() {
    happen(9);
    for (var moment : List.of("position", "at")) {
      http.removeAllParameters();
      http.addParameter(moment, moment.equals("at") ? "2026-01-01T06:01:00Z" : "5");
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> read(at(9), 9))
          .satisfies(
              refused -> {
                assertThat(type(refused)).isEqualTo("invalid-field");
                assertThat(refused.problem().members()).containsEntry("field", moment);
              });
    }
  }

  @Test
  void a_replay_is_of_one_moment_only() {
    http.addParameter("replay", "1");
    http.addParameter("position", "5");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> readAsOf(at(9), 9))
        .satisfies(
            refused -> assertThat(refused.problem().members()).containsEntry("field", "replay"));
  }

  private static String type(ProblemException refused) {
    return refused.problem().type().substring("/problems/".length());
  }

  /** Events ten seconds apart, from ten seconds after dawn on. */
  private void happen(int count) {
    for (var i = 0; i < count; i++) {
      log.append(List.of(new TestEvents().bare("test.Happened")), AppendCondition.none()).join();
    }
  }

  private String readAsOf(ProjectionProgress view, long positionOfRows) {
    return ReadRequest.of(http, response, reads)
        .readAsOf(
            view,
            moment ->
                new Projected<>(
                    SequencePosition.of(positionOfRows), "rows at " + moment.position()));
  }

  private static SequencePosition at8() {
    return SequencePosition.of(8);
  }

  private String read(ProjectionProgress view, long positionOfRows) {
    return ReadRequest.of(http, response, reads)
        .read(view, () -> new Projected<>(SequencePosition.of(positionOfRows), "rows"));
  }

  private Progress at(long position) {
    return new Progress(SequencePosition.of(position));
  }

  private class Progress implements ProjectionProgress {

    private final SequencePosition reached;

    Progress(SequencePosition reached) {
      this.reached = reached;
    }

    @Override
    public SequencePosition position() {
      return reached;
    }

    @Override
    public boolean awaitPosition(SequencePosition position, Duration timeout)
        throws InterruptedException {
      waits.add(timeout);
      return !position.isAfter(reached);
    }
  }
}
