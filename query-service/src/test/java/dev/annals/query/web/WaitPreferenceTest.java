package dev.annals.query.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitPreferenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=0|0",
        "wait=7|7",
        "WAIT=7|7",
        " wait = 7 |7",
        "wait=\"7\"|7",
        "respond-async, wait=7|7",
        "wait=7; foo=bar, handling=lenient|7",
        "wait=7, wait=9|7",
        "wait=30|30",
        "wait=31|30",
        "wait=999999999|30"
      })
  void reads_the_seconds(String header, int seconds) {
    assertThat(preferred(header)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        ";",
        "=",
        "wait",
        "wait=",
        "wait=-1",
        "wait=1.5",
        "wait=soon",
        "wait=9999999999",
        "waits=5",
        "respond-async",
        "wait=x, wait=5",
        "\"wait=5",
        "wait=\u0665"
      })
  void a_preference_that_makes_no_sense_is_none(String header) {
    assertThat(preferred(header)).isNull();
  }

  @Test
  void may_be_spread_over_several_headers() {
    assertThat(preferred("respond-async", "wait=3", "wait=4")).isEqualTo(Duration.ofSeconds(3));
    assertThat(preferred()).isNull();
    assertThat(preferred("x".repeat(1_001) + ", wait=3")).isNull();
  }

  private static @Nullable Duration preferred(String... headers) {
    return WaitPreference.of(Collections.enumeration(List.of(headers)));
  }
}
