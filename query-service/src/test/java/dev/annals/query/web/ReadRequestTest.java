package dev.annals.query.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.query.web.ReadRequest.Reads;
import dev.annals.web.Admission;
import dev.annals.web.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.support.TransactionOperations;

class ReadRequestTest {

  private final MockHttpServletRequest http = new MockHttpServletRequest();
  private final MockHttpServletResponse response = new MockHttpServletResponse();
  private final List<Duration> waits = new ArrayList<>();
  private final Reads reads =
      new Reads(
          new Admission(1, "Too many reads are under way."),
          new ReplayedReads(
              JdbcClient.create(new DriverManagerDataSource()),
              TransactionOperations.withoutTransaction()));

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
  void rows_older_than_the_memory_of_this_process_are_not_served() {
    http.addHeader("Annals-Min-Position", "7");
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
