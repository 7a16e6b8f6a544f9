package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionsTest {

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"08006", "57P01", "53300", "53100", "58030", "XX000", "XX001"})
  void what_may_be_a_crash_leaves_the_outcome_open(String state) {
    assertThat(Connections.isLost(new SQLException("broken", state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"22P05", "23505", "40P01", "42501", "54000", "55P03", "57014"})
  void a_refusal_means_rolled_back(String state) {
    assertThat(Connections.isLost(new SQLException("refused", state))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "57014"})
  void a_refusal_on_a_connection_that_broke_means_nothing(String state) {
    var broken = new SQLException("refused", state, new EOFException());
    assertThat(Connections.isLost(broken)).isTrue();
    var chained = new SQLException("refused", state);
    chained.setNextException(new SQLException("gone", "08006"));
    assertThat(Connections.isLost(chained)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"42501", "57014", "55P03"})
  void only_errors_about_data_are_worth_trying_one_by_one(String state) {
    assertThat(Connections.isAboutData(new SQLException("refused", state))).isFalse();
    assertThat(Connections.isAboutData(new SQLException("refused", "22021"))).isTrue();
  }
}
