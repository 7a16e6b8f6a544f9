package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentHashTest {

  /** Progress is stored by segment: another result would apply events twice, or never. */
  @Test
  void never_changes() {
    assertThat(List.of("", "ann", "bob", "cid", "ünï", "a-much-longer-account-id").stream())
        .extracting(key -> SegmentHash.segmentOf(key, 256))
        .containsExactly(38, 19, 224, 61, 227, 39);
  }

  @Test
  void halving_the_segments_merges_neighbours() {
    for (var i = 0; i < 1_000; i++) {
      assertThat(SegmentHash.segmentOf("k" + i, 8))
          .isEqualTo(SegmentHash.segmentOf("k" + i, 64) % 8);
    }
  }

  @Test
  void spreads_similar_keys_evenly() {
    var counts = new int[8];
    IntStream.range(0, 80_000).forEach(i -> counts[SegmentHash.segmentOf("account-" + i, 8)]++);
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
  }
}
